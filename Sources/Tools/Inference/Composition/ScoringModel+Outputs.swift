extension ScoringModel {
  /// The margins of all outputs of one row; what several outputs are asked by.
  ///
  /// - Parameters:
  ///   - row: one value a column, NaN where missing.
  ///   - margins: shape `[outputCount]`, overwritten.
  public func margins(_ row: Span<Double>, into margins: inout MutableSpan<Double>) {
    precondition(margins.count == outputCount, "one margin an output")
    if outputCount == 1 {
      margins[0] = score(row).margin
    } else {
      // Wrappers take models of one output, so several outputs are those of one forest.
      forests.span[0].margins(row, into: &margins)
    }
  }

  /// The values of all outputs of one row.
  ///
  /// - Parameters: as for ``margins(_:into:)``.
  public func values(_ row: Span<Double>, into values: inout MutableSpan<Double>) {
    precondition(values.count == outputCount, "one value an output")
    if outputCount == 1 {
      values[0] = score(row).value
    } else {
      forests.span[0].values(row, into: &values)
    }
  }
}
