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
      several(row, into: &margins) { (forest, row, margins) in forest.margins(row, into: &margins) }
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
      several(row, into: &values) { (forest, row, values) in forest.values(row, into: &values) }
    }
  }

  /// Wrappers take models of one output, so several outputs are those of one forest or one network.
  private func several(
    _ row: Span<Double>, into outputs: inout MutableSpan<Double>, _ ofForest: (CompiledForest, Span<Double>, inout MutableSpan<Double>) -> Void
  ) {
    if let forest = forests.first {
      ofForest(forest, row, &outputs)
    } else if let network = networks.first, let place = network.outputs.first(where: { $0.kind == .values }) {
      var all = [Double](repeating: 0, count: network.outputCount)
      var span = all.mutableSpan
      network.outputs(row, into: &span)
      for index in 0..<place.count { outputs[index] = span[place.start + index] }
    }
  }
}
