internal import Inference

/// A network and the rows that it scores, one call a row; answers as the scoring peers do.
final class ScoredNetwork {
  private let network: CompiledNetwork
  private let rows: [Double]
  private let count: Int
  private var scores: [Double]

  init(_ network: CompiledNetwork, rows: [Float], count: Int) {
    self.network = network
    self.rows = rows.map(Double.init)
    self.count = count
    scores = Array(repeating: 0, count: count)
  }

  /// One call a row.
  func one() -> [Double] {
    let values = self.rows
    let rows = values.span
    let width = network.featureCount
    for index in 0..<count { scores[index] = network.score(rows.extracting(index * width..<(index + 1) * width)) }
    return ScoredForest.digest(scores)
  }
}
