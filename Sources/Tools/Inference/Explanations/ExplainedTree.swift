/// What an explanation needs of a tree, whatever file it came from: its shape, its leaves, and how training rows went on at each question.
///
/// A question has the number that its source knows it by, so that the source answers it.
struct ExplainedTree: Sendable {
  struct Node: Sendable {
    /// −1 in a leaf.
    var left: Int32
    var right: Int32
    /// Column asked.
    var feature: Int32
    /// Part of the parent's training rows that came here; 1 at the root.
    var share: Double
    /// Of a leaf.
    var value: Double

    var isLeaf: Bool { left < 0 }
  }

  private(set) var nodes: [Node]
  /// Where paths begin.
  let root: Int32
  /// Output that the leaves are added to.
  let group: Int
  /// The mean leaf over training rows.
  private(set) var expectation = 0.0
  /// Questions on the longest path.
  private(set) var depth = 0

  /// A tree of XGBoost's, weighted by its hessians.
  init(_ tree: ForestTree, depthLimit: Int) throws(ExplanationFault) {
    nodes = tree.nodes.map { Node(left: $0.left, right: $0.right, feature: $0.feature, share: 1, value: $0.isLeaf ? Double($0.value) : 0) }
    (root, group) = (0, tree.group)
    try weigh(tree.nodes.map { Double($0.cover) }, depthLimit)
  }

  /// A tree of LightGBM's, weighted by its rows: questions first, leaves behind them.
  init(_ tree: LightGBMTree, group: Int, depthLimit: Int) throws(ExplanationFault) {
    let questions = tree.questions.count
    func place(_ child: Int32) -> Int32 { child < 0 ? Int32(questions) + ~child : child }
    nodes = tree.questions.map { Node(left: place($0.left), right: place($0.right), feature: $0.feature, share: 1, value: 0) }
    nodes += tree.leaves.map { Node(left: -1, right: -1, feature: 0, share: 1, value: $0) }
    (root, self.group) = (0, group)
    let counts = (tree.questionCounts + tree.leafCounts).map(Double.init)
    try weigh(counts.isEmpty ? Array(repeating: 0, count: nodes.count) : counts, depthLimit)
  }

  /// Turns numbers of rows into shares, from the root down.
  private mutating func weigh(_ covers: [Double], _ depthLimit: Int) throws(ExplanationFault) {
    var open: [(node: Int, reach: Double, depth: Int)] = [(Int(root), 1, 0)]
    while let (node, reach, depth) = open.popLast() {
      self.depth = max(self.depth, depth)
      if nodes[node].isLeaf {
        expectation += reach * nodes[node].value
        continue
      }
      guard depth < depthLimit else { throw .tooDeep(limit: depthLimit) }
      guard covers[node] > 0, covers[node].isFinite else { throw .noCover(node: node) }
      for child in [Int(nodes[node].right), Int(nodes[node].left)] {
        guard covers[child] >= 0, covers[child].isFinite else { throw .noCover(node: child) }
        nodes[child].share = covers[child] / covers[node]
        open.append((child, reach * nodes[child].share, depth + 1))
      }
    }
  }
}
