/// A network behind one reference: a graph does not say which of its numbers is a margin, so both are its score.
final class NetworkScorer: RowScorer, @unchecked Sendable {  // SAFETY: one constant, which is Sendable itself.
  let network: CompiledNetwork
  init(_ network: CompiledNetwork) { self.network = network }

  override func score(_ row: Span<Double>) -> Score {
    let value = network.score(row)
    return Score(margin: value, value: value)
  }
}
