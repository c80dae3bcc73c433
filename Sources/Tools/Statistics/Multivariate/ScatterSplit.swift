internal import Kernels

/// Covariances of a group of rows and of the others, for many groups: the pooled products are computed once.
struct ScatterSplit {
  private let pooled: SampleMatrix
  private let total: [Double]
  private let sums: [Double]

  init(_ pooled: SampleMatrix) {
    self.pooled = pooled
    var total = [Double](repeating: 0, count: pooled.columns * pooled.columns)
    var span = total.mutableSpan
    crossProduct(pooled.values.span, rows: pooled.rows, columns: pooled.columns, into: &span)
    self.total = total
    sums = (0..<pooled.columns).map { pooled.column($0).reduce(0, +) }
  }

  /// Covariances about each group's own mean, divisors n − 1 and m − 1.
  ///
  /// - Complexity: O(members · p²).
  func covariances(_ members: ArraySlice<Int>) -> (first: CovarianceMatrix, second: CovarianceMatrix) {
    let p = pooled.columns
    var gathered: [Double] = []
    gathered.reserveCapacity(members.count * p)
    var part = [Double](repeating: 0, count: p)
    for column in 0..<p {
      let base = column * pooled.rows
      for row in members {
        gathered.append(pooled.values[base + row])
        part[column] += pooled.values[base + row]
      }
    }
    var product = [Double](repeating: 0, count: p * p)
    var span = product.mutableSpan
    crossProduct(gathered.span, rows: members.count, columns: p, into: &span)
    let rest = zip(total, product).map { $0 - $1 }
    return (
      Self.covariance(product, part, members.count, p),
      Self.covariance(rest, zip(sums, part).map { $0 - $1 }, pooled.rows - members.count, p)
    )
  }

  private static func covariance(_ product: [Double], _ sums: [Double], _ rows: Int, _ p: Int) -> CovarianceMatrix {
    let mean = sums.map { $0 / Double(rows) }
    var values = product
    for j in 0..<p {
      for i in 0..<p { values[j * p + i] = (product[j * p + i] - Double(rows) * mean[i] * mean[j]) / Double(rows - 1) }
    }
    return CovarianceMatrix(rows: rows, order: p, mean: mean, values: values)
  }

  /// Each sample minus its own medians, reference above current, divided by interquartile ranges of its own when asked.
  ///
  /// Medians and not means: where rows have no variance, samples of one law have means far apart, and centring at them would make the rows
  /// differ.
  static func centred(_ reference: SampleMatrix, _ current: SampleMatrix, isScaled: Bool) -> SampleMatrix {
    var values: [Double] = []
    values.reserveCapacity(reference.values.count + current.values.count)
    for column in 0..<reference.columns {
      for sample in [reference, current] {
        let place = RobustPlace(sample.column(column))
        let scale = isScaled ? place.scale : 1
        for value in sample.column(column) { values.append((value - place.centre) / scale) }
      }
    }
    return SampleMatrix(values: values, rows: reference.rows + current.rows, columns: reference.columns)
  }
}
