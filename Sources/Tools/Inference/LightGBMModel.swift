/// A LightGBM model as read from its text file, scored as LightGBM does: double precision, trees in order.
///
/// ```text
/// raw[k]  = Σ over trees t with t mod outputs = k, in order, of the leaf that the row reaches
/// value   = transform(raw)        random forests: transform(raw / trees an output)
/// ```
///
/// - Complexity: O(Σ depth of trees) a row, no allocation; a node is a plain walk, one tree at a time.
public struct LightGBMModel: Hashable, Sendable {
  /// One name a column, in order.
  public let featureNames: [String]
  /// What the raw scores mean.
  public let objective: LightGBMObjective
  /// Names were given to the columns: they are not the library's own `Column_0`, `Column_1`, ….
  public var hasFeatureNames: Bool { featureNames.enumerated().contains { $0.element != "Column_\($0.offset)" } }
  /// Outputs of the model: trees an iteration.
  public let groupCount: Int
  /// A random forest: values are means over trees, raw scores stay sums.
  public let averages: Bool
  let trees: [LightGBMTree]

  /// Trees of the model.
  public var treeCount: Int { trees.count }
  /// Columns of a row.
  public var featureCount: Int { featureNames.count }

  /// Raw scores of one row: bit-equal to LightGBM's `predict(raw_score=True)`.
  ///
  /// - Parameters:
  ///   - row: one value a column, NaN where missing.
  ///   - scores: shape `[groupCount]`, overwritten.
  public func rawScores(_ row: Span<Double>, into scores: inout MutableSpan<Double>) {
    precondition(row.count == featureCount && scores.count == groupCount, "one value a column, one score an output")
    for group in 0..<groupCount { scores[group] = 0 }
    var group = 0
    for tree in trees {
      scores[group] += tree.value(tree.leaf(row), row)
      group = group + 1 == groupCount ? 0 : group + 1
    }
  }

  /// Values of one row: LightGBM's `predict`, within two units in the last place.
  ///
  /// - Parameters: as for ``rawScores(_:into:)``.
  public func values(_ row: Span<Double>, into values: inout MutableSpan<Double>) {
    rawScores(row, into: &values)
    if averages, !trees.isEmpty {
      let iterations = Double(trees.count / groupCount)
      for group in 0..<groupCount { values[group] /= iterations }
    }
    objective.apply(to: &values)
  }

  /// The leaf that a row reaches in each tree: LightGBM's `predict(pred_leaf=True)`.
  ///
  /// - Parameter leaves: shape `[treeCount]`, overwritten.
  public func leafIndices(_ row: Span<Double>, into leaves: inout MutableSpan<Int32>) {
    precondition(row.count == featureCount && leaves.count == trees.count, "one value a column, one place a tree")
    for index in trees.indices { leaves[index] = Int32(trees[index].leaf(row)) }
  }
}
