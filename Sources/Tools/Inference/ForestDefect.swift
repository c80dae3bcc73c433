/// What makes a forest impossible to score: found before any row is, so that scoring itself needs no check.
public enum ForestDefect: Error, Hashable, Sendable {
  /// A tree without any node.
  case emptyTree
  /// A child index outside the tree.
  case childOutOfRange(node: Int, child: Int, count: Int)
  /// A node is reached twice: a cycle, or a child with two parents.
  case reachedTwice(node: Int)
  /// A column the model does not have.
  case featureOutOfRange(node: Int, feature: Int, count: Int)
  /// A threshold that is NaN, or a leaf that is no finite number.
  case badValue(node: Int)
  /// A leaf that names a right child.
  case halfLeaf(node: Int)
  /// A categorical question whose set does not exist.
  case categorySetOutOfRange(node: Int, set: Int)
  /// A path longer than the reader's bound.
  case tooDeep(node: Int, limit: Int)
  /// A tree of an output that the model does not have.
  case groupOutOfRange(group: Int, count: Int)

  /// The node at fault, where one is.
  public var node: Int? {
    switch self {
    case .emptyTree, .groupOutOfRange: nil
    case .childOutOfRange(let node, _, _), .reachedTwice(let node), .featureOutOfRange(let node, _, _), .badValue(let node),
      .halfLeaf(let node), .categorySetOutOfRange(let node, _), .tooDeep(let node, _):
      node
    }
  }

  /// The file's name of the array that holds the fault, in XGBoost's words.
  var field: String {
    switch self {
    case .emptyTree, .childOutOfRange, .reachedTwice, .tooDeep: "left_children"
    case .featureOutOfRange: "split_indices"
    case .badValue: "split_conditions"
    case .halfLeaf: "right_children"
    case .categorySetOutOfRange: "categories_nodes"
    case .groupOutOfRange: "tree_info"
    }
  }

  /// The fault in words, without its place.
  public var reason: String {
    switch self {
    case .emptyTree: "the tree has no node"
    case .childOutOfRange(let node, let child, let count): "node \(node) names child \(child), the tree has nodes 0…\(count - 1)"
    case .reachedTwice(let node): "node \(node) is reached twice: a cycle or a node with two parents"
    case .featureOutOfRange(let node, let feature, let count): "node \(node) asks feature \(feature), the model has features 0…\(count - 1)"
    case .badValue(let node): "node \(node) holds a value that is no number"
    case .halfLeaf(let node): "node \(node) is a leaf with a right child"
    case .categorySetOutOfRange(let node, let set): "node \(node) names category set \(set), which the tree lacks"
    case .tooDeep(let node, let limit): "node \(node) lies deeper than \(limit) questions"
    case .groupOutOfRange(let group, let count): "a tree belongs to output \(group), the model has outputs 0…\(count - 1)"
    }
  }
}
