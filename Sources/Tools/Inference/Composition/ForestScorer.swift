/// A forest behind one reference.
final class ForestScorer: RowScorer, @unchecked Sendable {  // SAFETY: one constant, which is Sendable itself.
  let forest: CompiledForest
  init(_ forest: CompiledForest) { self.forest = forest }

  override func score(_ row: Span<Double>) -> Score { forest.score(row) }
}
