/// A boosted forest as read from a file: plain data, checked, not yet laid out for speed.
///
/// ```text
/// margin[g] = baseMargins[g] + Σ over trees t of group g, in file order, of the leaf that the row reaches in t     (Float)
/// value     = objective.transform(margin)
/// ```
public struct ForestModel: Hashable, Sendable {
  /// Format and writer, `XGBoost JSON 3.2.0`.
  public let source: String
  /// What the margins mean.
  public let objective: ForestObjective
  /// Where the sum of each output starts; as many as the model has outputs.
  public let baseMargins: [Float]
  /// One name a column, in order.
  public let featureNames: [String]
  /// The file named the columns; else the names are `f0`, `f1`, ….
  public let hasFeatureNames: Bool
  /// In the order in which the leaves are summed.
  public let trees: [ForestTree]
  /// What is added before the trees; `nil` for a model of trees alone.
  public let linear: LinearTerm?

  /// Outputs: 1 for binary classification and plain regression, else the number of classes or targets.
  public var groupCount: Int { baseMargins.count }
  /// Columns a row has.
  public var featureCount: Int { featureNames.count }

  /// A forest of checked trees.
  ///
  /// - Throws: ``ForestDefect`` when a tree asks a column or feeds an output that the forest lacks.
  public init(
    source: String, objective: ForestObjective, baseMargins: [Float], featureNames: [String], trees: [ForestTree], linear: LinearTerm? = nil,
    hasFeatureNames: Bool = true
  ) throws(ForestDefect) {
    if let linear {
      precondition(
        linear.bias.count == baseMargins.count && linear.weights.count == featureNames.count * baseMargins.count, "a weight for each column and output")
    }
    for tree in trees {
      guard baseMargins.indices.contains(tree.group) else { throw .groupOutOfRange(group: tree.group, count: baseMargins.count) }
      for (index, node) in tree.nodes.enumerated() where !node.isLeaf && Int(node.feature) >= featureNames.count {
        throw .featureOutOfRange(node: index, feature: Int(node.feature), count: featureNames.count)
      }
    }
    self.source = source
    self.objective = objective
    self.baseMargins = baseMargins
    self.featureNames = featureNames
    self.hasFeatureNames = hasFeatureNames
    self.trees = trees
    self.linear = linear
  }
}
