extension IsotonicCalibration {
  private struct Block {
    var sum: Double
    var count: Double
    /// First and last score of the block.
    var first: Double
    var last: Double

    var mean: Double { sum / count }
  }

  /// Fits the rising function of least squares by pooling adjacent violators.
  ///
  /// Outcomes of equal scores are averaged first. Each pool keeps its two ends as knots, so that between pools the function rises linearly, or, with
  /// `.step`, one knot. On the scores it was fitted with, the mean of its values is the share of events.
  ///
  /// - Parameters:
  ///   - scores: finite, one an outcome.
  ///   - outcomes: did the event happen?
  ///   - interpolation: of the result.
  /// - Throws: ``CalibrationError``.
  /// - Complexity: O(n log n) for the sort, O(n) for the pools. More than ``limit`` knots are thinned evenly, ends kept.
  ///
  /// Source: Ayer et al. 1955; Zadrozny and Elkan 2002 for classifiers.
  public static func fit(
    _ scores: [Double], _ outcomes: [Bool], interpolation: Interpolation = .linear
  ) throws(CalibrationError) -> IsotonicCalibration {
    precondition(scores.count == outcomes.count, "one outcome a score")
    let events = outcomes.count { $0 }
    guard events > 0, events < outcomes.count else { throw .oneClass(count: outcomes.count) }
    if let index = scores.firstIndex(where: { !$0.isFinite }) { throw .scoreNotFinite(index: index) }
    var knots = self.knots(of: pools(scores, outcomes), interpolation)
    if knots.count > limit {
      let last = knots.count - 1
      knots = (0..<limit).map { knots[$0 * last / (limit - 1)] }
    }
    guard let fitted = IsotonicCalibration(x: knots.map(\.x), y: knots.map(\.y), interpolation: interpolation) else {
      preconditionFailure("pools ascend")
    }
    return fitted
  }

  private static func pools(_ scores: [Double], _ outcomes: [Bool]) -> [Block] {
    var blocks: [Block] = []
    var equal: Block?
    func close(_ block: Block) {
      var block = block
      while let before = blocks.last, before.mean >= block.mean {
        blocks.removeLast()
        block = Block(sum: before.sum + block.sum, count: before.count + block.count, first: before.first, last: block.last)
      }
      blocks.append(block)
    }
    for index in scores.indices.sorted(by: { scores[$0] < scores[$1] }) {
      let outcome = outcomes[index] ? 1.0 : 0
      if var block = equal, block.last == scores[index] {
        block.sum += outcome
        block.count += 1
        equal = block
      } else {
        if let equal { close(equal) }
        equal = Block(sum: outcome, count: 1, first: scores[index], last: scores[index])
      }
    }
    if let equal { close(equal) }
    return blocks
  }

  private static func knots(of blocks: [Block], _ interpolation: Interpolation) -> [(x: Double, y: Double)] {
    blocks.flatMap { block in
      interpolation == .linear && block.last > block.first ? [(block.first, block.mean), (block.last, block.mean)] : [(block.first, block.mean)]
    }
  }
}
