extension ExplainedTree {
  /// The leaf a row of no known column is expected to reach, and the questions on the longest path.
  ///
  /// - Parameter depthLimit: longest path taken.
  /// - Throws: the reason why the tree cannot be explained: too deep, or a question without rows.
  /// - Complexity: O(nodes); no recursion.
  func expectation(depthLimit: Int) throws(ExplanationFault) -> (value: Double, depth: Int) {
    // A path's share of the rows is the product of its shares; every leaf adds its share.
    var open: [(node: Int32, share: Double, depth: Int)] = [(root, 1, 0)]
    var expected = 0.0
    var deepest = 0
    while let (node, share, depth) = open.popLast() {
      deepest = max(deepest, depth)
      if isLeaf(node) {
        expected += share * value(of: node)
        continue
      }
      guard depth < depthLimit else { throw .tooDeep(limit: depthLimit) }
      let cover = cover(of: node)
      guard cover > 0, cover.isFinite else { throw .noCover(node: Int(node)) }
      let (left, right) = children(of: node)
      for child in [right, left] {
        let part = self.cover(of: child)
        guard part >= 0, part.isFinite else { throw .noCover(node: Int(child)) }
        open.append((child, share * part / cover, depth + 1))
      }
    }
    return (expected, deepest)
  }
}
