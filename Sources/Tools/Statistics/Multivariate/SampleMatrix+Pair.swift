extension SampleMatrix {
  /// Both samples, reference above current, each column minus its pooled mean and divided by a scale.
  ///
  /// Centring changes no distance and no covariance; it only spares digits.
  /// - Parameter scales: one a column; nil for 1.
  static func pooled(_ reference: SampleMatrix, _ current: SampleMatrix, scales: [Double]? = nil) -> SampleMatrix {
    let count = reference.rows + current.rows
    var values: [Double] = []
    values.reserveCapacity(count * reference.columns)
    let (referenceMeans, currentMeans) = (reference.means, current.means)
    for column in 0..<reference.columns {
      let mean = referenceMeans[column] + (currentMeans[column] - referenceMeans[column]) * Double(current.rows) / Double(count)
      let factor = scales.map { 1 / $0[column] } ?? 1
      for value in reference.column(column) { values.append((value - mean) * factor) }
      for value in current.column(column) { values.append((value - mean) * factor) }
    }
    return SampleMatrix(values: values, rows: count, columns: reference.columns)
  }

  /// Refuses samples that cannot be compared.
  static func check(_ reference: SampleMatrix, _ current: SampleMatrix, minimum: Int, maximum: Int = .max) throws(MultivariateError) {
    guard reference.columns == current.columns else { throw .columnsDiffer(reference: reference.columns, current: current.columns) }
    let least = min(reference.rows, current.rows)
    guard least >= minimum else { throw .tooFewRows(count: least, minimum: minimum) }
    guard reference.rows + current.rows <= maximum else { throw .tooManyRows(count: reference.rows + current.rows, maximum: maximum) }
  }

  /// Columns minus their means, divided by their standard deviations (divisor n − 1).
  ///
  /// - Throws: ``MultivariateError/constantColumn(_:)`` when a column's spread is 0.
  func standardised() throws(MultivariateError) -> SampleMatrix {
    let scales = try standardDeviations()
    var scaled: [Double] = []
    scaled.reserveCapacity(values.count)
    for (column, mean) in means.enumerated() {
      for value in self.column(column) { scaled.append((value - mean) / scales[column]) }
    }
    return SampleMatrix(values: scaled, rows: rows, columns: columns)
  }

  /// √(Σ(x − mean)²/(n − 1)) of every column.
  ///
  /// - Throws: ``MultivariateError/constantColumn(_:)`` when one is 0.
  func standardDeviations() throws(MultivariateError) -> [Double] {
    var result: [Double] = []
    for (column, mean) in means.enumerated() {
      var squares = 0.0
      for value in self.column(column) { squares += (value - mean) * (value - mean) }
      let deviation = (squares / Double(rows - 1)).squareRoot()
      guard deviation > 0 else { throw .constantColumn(column) }
      result.append(deviation)
    }
    return result
  }
}
