internal import Kernels

/// Mean and covariance of a sample, divisor n − 1.
///
/// ```text
/// S = Σ (x − x̄)(x − x̄)ᵀ / (n − 1)
/// ```
public struct CovarianceMatrix: Sendable, Hashable {
  /// Rows it was computed from.
  public let rows: Int
  /// Order p.
  public let order: Int
  /// x̄, p values.
  public let mean: [Double]
  /// S, `[p × p]`, symmetric.
  public let values: [Double]

  /// Computes them.
  ///
  /// - Parameter sample: at least two rows.
  /// - Throws: ``MultivariateError/tooFewRows(count:minimum:)``.
  /// - Complexity: O(n p²) as one symmetric product.
  public init(_ sample: SampleMatrix) throws(MultivariateError) {
    guard sample.rows >= 2 else { throw .tooFewRows(count: sample.rows, minimum: 2) }
    rows = sample.rows
    order = sample.columns
    mean = sample.means
    var centred: [Double] = []
    centred.reserveCapacity(sample.values.count)
    for column in 0..<order {
      for value in sample.column(column) { centred.append(value - mean[column]) }
    }
    var product = [Double](repeating: 0, count: order * order)
    var span = product.mutableSpan
    crossProduct(centred.span, rows: rows, columns: order, into: &span)
    let divisor = Double(rows - 1)
    values = product.map { $0 / divisor }
  }

  /// A covariance given by its parts.
  init(rows: Int, order: Int, mean: [Double], values: [Double]) {
    self.rows = rows
    self.order = order
    self.mean = mean
    self.values = values
  }

  /// Both samples' covariance about their own means, divisor n + m − 2.
  static func pooled(_ first: CovarianceMatrix, _ second: CovarianceMatrix) -> CovarianceMatrix {
    let divisor = Double(first.rows + second.rows - 2)
    let values = zip(first.values, second.values).map { (Double(first.rows - 1) * $0 + Double(second.rows - 1) * $1) / divisor }
    return CovarianceMatrix(rows: first.rows + second.rows, order: first.order, mean: first.mean, values: values)
  }

  /// The covariance of two columns.
  public subscript(first: Int, second: Int) -> Double { values[second * order + first] }

  /// Rᵢⱼ = Sᵢⱼ / √(Sᵢᵢ Sⱼⱼ), `[p × p]`, ones on the diagonal.
  ///
  /// - Throws: ``MultivariateError/constantColumn(_:)``.
  public func correlations() throws(MultivariateError) -> [Double] {
    let deviations = (0..<order).map { self[$0, $0].squareRoot() }
    for column in 0..<order where !(deviations[column] > 0) { throw .constantColumn(column) }
    var result = values
    for j in 0..<order {
      for i in 0..<order { result[j * order + i] = i == j ? 1 : values[j * order + i] / (deviations[i] * deviations[j]) }
    }
    return result
  }
}
