internal import Inference
internal import Statistics

/// Forests made from a seed, for measurements that need the shape of a model and not its wisdom: perfect trees, thresholds normal.
enum SeededForest {
  /// - Parameters:
  ///   - columns: names of the columns.
  ///   - trees: at least 1.
  ///   - depth: questions on every path, at least 1.
  static func model(seed: UInt64, columns: [String], trees: Int, depth: Int) throws(ForestDefect) -> ForestModel {
    guard let objective = ForestObjective(xgboost: "binary:logistic") else { preconditionFailure("the readers know the objective") }
    var random = SeededNormals(seed: seed)
    let questions = 1 << depth - 1
    var made: [ForestTree] = []
    for _ in 0..<trees {
      var nodes: [ForestNode] = []
      for index in 0..<2 * questions + 1 {
        if index < questions {
          let feature = Int32(truncatingIfNeeded: random.next() % UInt64(columns.count))
          nodes.append(
            ForestNode(
              left: Int32(2 * index + 1), right: Int32(2 * index + 2), feature: feature, value: Float(random.normal()), defaultLeft: random.next() & 1 == 0))
        } else {
          nodes.append(.leaf(Float(random.normal() * 0.05)))
        }
      }
      made.append(try ForestTree(group: 0, nodes: nodes, featureCount: columns.count, depthLimit: depth))
    }
    return try ForestModel(source: "seeded", objective: objective, baseMargins: [0], featureNames: columns, trees: made)
  }
}
