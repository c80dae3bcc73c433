extension ForestModel {
  /// Trees of the file: one with vector leaves counts once, though it stands once an output in ``trees``.
  public var fileTreeCount: Int { trees.count { !$0.repeatsPrevious } }

  /// The leaf that a row reaches in each tree of the file, by its number there: XGBoost's `predict(pred_leaf=True)`.
  ///
  /// - Parameters:
  ///   - row: one value a column, NaN where missing; rounded to single precision first.
  ///   - missing: a value that counts as missing beside NaN.
  ///   - leaves: shape `[fileTreeCount]`, overwritten.
  /// - Complexity: O(Σ depth of trees), no allocation; one tree at a time.
  public func leafIndices(_ row: Span<Double>, missing: Float? = nil, into leaves: inout MutableSpan<Int32>) {
    precondition(row.count == featureCount && leaves.count == fileTreeCount, "one value a column, one place a tree")
    var place = 0
    for tree in trees where !tree.repeatsPrevious {
      leaves[place] = tree.leaf(row, missing: missing)
      place += 1
    }
  }
}
