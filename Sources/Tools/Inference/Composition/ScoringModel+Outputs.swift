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
      several(row, into: &margins, areMargins: true)
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
      several(row, into: &values, areMargins: false)
    }
  }

  /// Wrappers take models of one output, so several outputs are those of one forest or one network.
  private func several(_ row: Span<Double>, into outputs: inout MutableSpan<Double>, areMargins: Bool) {
    let answers = prepared(row) { row in
      var answers = [Double](repeating: 0, count: outputCount)
      var span = answers.mutableSpan
      if let forest = forests.first {
        if areMargins { forest.margins(row, into: &span) } else { forest.values(row, into: &span) }
      } else if let network = networks.first, let place = network.outputs.first(where: { $0.kind == .values }) {
        var all = [Double](repeating: 0, count: network.outputCount)
        var every = all.mutableSpan
        network.outputs(row, into: &every)
        for index in 0..<place.count { span[index] = every[place.start + index] }
      }
      return answers
    }
    for index in answers.indices { outputs[index] = answers[index] }
  }
}
