/// What compiling the trees of a node gives.
struct NetworkEnsemble {
  /// Places of the sums.
  var scores: [Int32]
  /// Places of marks: whether any tree voted for the output.
  var given: [Int32]
  var treeCount: Int
  var rounding: NetworkStep.Rounding
  /// Outputs that every row has a vote for.
  var isGivenByAll: [Bool]
  /// Outputs that have votes at all.
  var votedOutputs: Set<Int64>
  /// No vote is negative.
  var isPositive: Bool
}
