internal import Inference

/// A forest and the rows that it scores; answers as the scoring peers do.
final class ScoredForest {
  private let forest: CompiledForest
  private let rows: [Double]
  private let count: Int
  private var scores: [Score]

  init(_ forest: CompiledForest, rows: [Float], count: Int) {
    self.forest = forest
    self.rows = rows.map(Double.init)
    self.count = count
    scores = Array(repeating: Score(margin: 0, value: 0), count: count)
  }

  /// One call a row.
  func one() -> [Double] {
    let values = self.rows
    let rows = values.span
    let width = forest.featureCount
    for index in 0..<count { scores[index] = forest.score(rows.extracting(index * width..<(index + 1) * width)) }
    return Self.digest(scores.map { Double($0.value) })
  }

  /// One call for all.
  func batch() -> [Double] {
    let values = rows
    var found = scores
    scores = []
    var span = found.mutableSpan
    forest.scoreBatch(rows: values.span, count: count, into: &span)
    scores = found
    return Self.digest(scores.map { Double($0.value) })
  }

  /// The outputs' sum, and 32 of them evenly spread.
  static func digest(_ outputs: [Double]) -> [Double] {
    var sum = 0.0
    for output in outputs { sum += output }
    return [sum] + (0..<32).map { outputs[$0 * (outputs.count - 1) / 31] }
  }
}
