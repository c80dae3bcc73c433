/// Rows of several numeric features, stored by columns: `values[column · rows + row]`.
///
/// Rows that hold a NaN are dropped and counted, and so are rows that hold ±inf: neither has a distance or a covariance.
public struct SampleMatrix: Sendable, Hashable {
  /// Kept rows n.
  public let rows: Int
  /// Features p ≥ 1.
  public let columns: Int
  /// n · p values, finite, column after column, rows in the order given.
  public let values: [Double]
  /// Rows dropped because a value was NaN.
  public let nanRows: Int
  /// Rows dropped because a value was infinite and none was NaN.
  public let infiniteRows: Int

  /// Takes columns and drops incomplete rows.
  ///
  /// - Parameter columns: at least one, all of one length.
  /// - Throws: ``MultivariateError/noColumns``, ``MultivariateError/raggedColumns(column:count:expected:)``.
  /// - Complexity: O(n p), one copy.
  public init(columns: [[Double]]) throws(MultivariateError) {
    guard let first = columns.first else { throw .noColumns }
    var nanRows = 0
    var infiniteRows = 0
    var isKept = [Bool](repeating: true, count: first.count)
    var isNaN = [Bool](repeating: false, count: first.count)
    for (index, column) in columns.enumerated() {
      guard column.count == first.count else { throw .raggedColumns(column: index, count: column.count, expected: first.count) }
      for (row, value) in column.enumerated() where !value.isFinite {
        isKept[row] = false
        if value.isNaN { isNaN[row] = true }
      }
    }
    for row in isKept.indices where !isKept[row] {
      if isNaN[row] { nanRows += 1 } else { infiniteRows += 1 }
    }
    rows = first.count - nanRows - infiniteRows
    self.columns = columns.count
    self.nanRows = nanRows
    self.infiniteRows = infiniteRows
    if nanRows + infiniteRows == 0 {
      values = columns.flatMap { $0 }
    } else {
      var kept: [Double] = []
      kept.reserveCapacity(rows * columns.count)
      for column in columns {
        for row in isKept.indices where isKept[row] { kept.append(column[row]) }
      }
      values = kept
    }
  }

  /// Takes values that are known to be finite.
  init(values: [Double], rows: Int, columns: Int, nanRows: Int = 0, infiniteRows: Int = 0) {
    precondition(values.count == rows * columns, "one value a cell")
    self.values = values
    self.rows = rows
    self.columns = columns
    self.nanRows = nanRows
    self.infiniteRows = infiniteRows
  }

  /// The value of a row and a column.
  public subscript(row: Int, column: Int) -> Double { values[column * rows + row] }

  /// One feature, rows in order.
  public func column(_ column: Int) -> ArraySlice<Double> { values[(column * rows)..<((column + 1) * rows)] }

  /// Mean of every column; summed as deviations from its first value, so that a constant column's mean is exact. 0 without a row.
  public var means: [Double] {
    (0..<columns).map { column in
      guard rows > 0 else { return 0 }
      let values = self.column(column)
      let first = values[values.startIndex]
      return first + values.reduce(0) { $0 + ($1 - first) } / Double(rows)
    }
  }

  /// These rows, in this order.
  ///
  /// - Parameter rows: indices below ``rows``.
  public func selecting(_ rows: [Int]) -> SampleMatrix {
    var kept: [Double] = []
    kept.reserveCapacity(rows.count * columns)
    for column in 0..<columns {
      let base = column * self.rows
      for row in rows { kept.append(values[base + row]) }
    }
    return SampleMatrix(values: kept, rows: rows.count, columns: columns, nanRows: nanRows, infiniteRows: infiniteRows)
  }
}
