internal import Kernels

extension CompiledForest {
  /// Rows whose sums stand on the stack at once.
  private static var block: Int { 64 }

  /// Scores many rows of a model with one output: each as ``score(_:)`` does, in half its time and less.
  ///
  /// - Parameters:
  ///   - rows: row-major, shape `[count][featureCount]`.
  ///   - scores: shape `[count]`, overwritten.
  /// - Precondition: the model has one output.
  public func scoreBatch(rows: Span<Double>, count: Int, into scores: inout MutableSpan<Score>) {
    precondition(groupCount == 1, "the model has several outputs: use margins(rows:count:into:)")
    precondition(count >= 0 && rows.count == count * featureCount && scores.count == count, "one value a column and row, one score a row")
    var first = 0
    while first < count {
      let size = min(Self.block, count - first)
      var sums = InlineArray<64, Double>(repeating: 0)
      var room = sums.mutableSpan
      sum(rows.extracting((first * featureCount)..<((first + size) * featureCount)), count: size, into: &room)
      for index in 0..<size { scores[first + index] = Score(margin: room[index], value: transform.value(of: room[index] / valueDivisor)) }
      first += size
    }
  }

  /// The margins of many rows.
  ///
  /// - Parameters:
  ///   - rows: row-major, shape `[count][featureCount]`.
  ///   - margins: row-major, shape `[count][groupCount]`, overwritten.
  public func margins(rows: Span<Double>, count: Int, into margins: inout MutableSpan<Double>) {
    precondition(count >= 0 && rows.count == count * featureCount && margins.count == count * groupCount, "one value a column and row, one margin an output and row")
    sum(rows, count: count, into: &margins)
  }

  private func sum(_ rows: Span<Double>, count: Int, into margins: inout MutableSpan<Double>) {
    for row in 0..<count {
      let values = rows.extracting((row * featureCount)..<((row + 1) * featureCount))
      for output in 0..<groupCount { margins[row * groupCount + output] = started(values, output: output) }
    }
    walk.add(rows: rows, count: count, to: &margins)
    if aggregation == .sum { return }
    for index in 0..<(count * groupCount) { margins[index] = finished(margins[index], output: index % groupCount) }
  }
}
