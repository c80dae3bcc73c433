extension ForestModel {
  /// The leaf that a row reaches in each tree, by its number in the file: XGBoost's `predict(pred_leaf=True)`.
  ///
  /// A tree with vector leaves stands here once an output, each time with the same leaf.
  ///
  /// - Parameters:
  ///   - row: one value a column, NaN where missing; rounded to single precision first.
  ///   - missing: a value that counts as missing beside NaN.
  ///   - leaves: shape `[trees]`, overwritten.
  /// - Complexity: O(Σ depth of trees), no allocation; one tree at a time.
  public func leafIndices(_ row: Span<Double>, missing: Float? = nil, into leaves: inout MutableSpan<Int32>) {
    precondition(row.count == featureCount && leaves.count == trees.count, "one value a column, one place a tree")
    for index in trees.indices { leaves[index] = trees[index].leaf(row, missing: missing) }
  }
}
