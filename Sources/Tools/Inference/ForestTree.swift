/// One tree of a forest, checked: every path from the root ends in a leaf.
public struct ForestTree: Hashable, Sendable {
  /// Output (class) that the leaf is added to, 0-based.
  public let group: Int
  /// Node 0 is the root. Nodes that no path reaches (deleted by pruning) stand as leaves of 0, whatever the file held there.
  public let nodes: [ForestNode]
  /// Categories of the categorical questions, each ascending; a category in the set goes right.
  public let categorySets: [[Int32]]
  /// The tree asks what the one before it asks, for another output: both are one tree with vector leaves in the file.
  public let repeatsPrevious: Bool
  /// Questions on the longest path; 0 when the root is a leaf.
  public let depth: Int

  /// Checks a tree.
  ///
  /// - Parameters:
  ///   - group: output that the leaves are added to.
  ///   - nodes: node 0 is the root.
  ///   - categorySets: sorted ascending here.
  ///   - repeatsPrevious: one more output of the tree before.
  ///   - featureCount: columns that a question may ask.
  ///   - depthLimit: longest path allowed.
  /// - Throws: the first ``ForestDefect`` met from the root down, left before right.
  /// - Complexity: O(nodes).
  public init(
    group: Int, nodes: [ForestNode], categorySets: [[Int32]] = [], repeatsPrevious: Bool = false, featureCount: Int, depthLimit: Int
  ) throws(ForestDefect) {
    guard !nodes.isEmpty else { throw .emptyTree }
    var reached = Array(repeating: false, count: nodes.count)
    var open: [(node: Int, depth: Int)] = [(0, 0)]
    var deepest = 0
    while let (index, depth) = open.popLast() {
      if reached[index] { throw .reachedTwice(node: index) }
      reached[index] = true
      deepest = max(deepest, depth)
      let node = nodes[index]
      if node.isLeaf {
        guard node.right == -1 else { throw .halfLeaf(node: index) }
        guard node.value.isFinite else { throw .badValue(node: index) }
        continue
      }
      guard depth < depthLimit else { throw .tooDeep(node: index, limit: depthLimit) }
      guard (0..<featureCount).contains(Int(node.feature)) else {
        throw .featureOutOfRange(node: index, feature: Int(node.feature), count: featureCount)
      }
      if node.categorySet >= 0 {
        guard Int(node.categorySet) < categorySets.count else { throw .categorySetOutOfRange(node: index, set: Int(node.categorySet)) }
      } else {
        guard !node.value.isNaN else { throw .badValue(node: index) }
      }
      guard nodes.indices.contains(Int(node.right)) else { throw .childOutOfRange(node: index, child: Int(node.right), count: nodes.count) }
      guard nodes.indices.contains(Int(node.left)) else { throw .childOutOfRange(node: index, child: Int(node.left), count: nodes.count) }
      open.append((Int(node.right), depth + 1))
      open.append((Int(node.left), depth + 1))
    }
    self.group = group
    self.repeatsPrevious = repeatsPrevious
    var kept = nodes
    for index in kept.indices where !reached[index] { kept[index] = .leaf(0) }
    self.nodes = kept
    self.categorySets = categorySets.map { $0.sorted() }
    self.depth = deepest
  }

  /// The number of the leaf that a row reaches, asked node by node.
  func leaf(_ row: Span<Double>, missing: Float?) -> Int32 {
    let missing = missing ?? .nan
    var index: Int32 = 0
    while !nodes[Int(index)].isLeaf {
      let node = nodes[Int(index)]
      index = goesLeft(row, node, missing: missing) ? node.left : node.right
    }
    return index
  }

  private func isMember(_ category: Int32, of set: Int32) -> Bool {
    var low = 0
    var high = categorySets[Int(set)].count
    while low < high {
      let middle = (low + high) / 2
      if categorySets[Int(set)][middle] < category { low = middle + 1 } else { high = middle }
    }
    return low < categorySets[Int(set)].count && categorySets[Int(set)][low] == category
  }

  /// The answer to a question of this tree; `missing` is NaN where only NaN is missing.
  func goesLeft(_ row: Span<Double>, _ node: ForestNode, missing: Float) -> Bool {
    let value = Float(row[Int(node.feature)])
    if value.isNaN || value == missing { return node.defaultLeft }
    guard node.categorySet >= 0 else { return value < node.value }
    return !(value >= 0 && value < 16_777_216 && isMember(Int32(value), of: node.categorySet))
  }
}
