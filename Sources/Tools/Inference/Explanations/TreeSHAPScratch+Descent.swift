extension TreeSHAPScratch {
  /// Divides one tree's score of a row among the columns on its paths.
  ///
  /// The recursion is as deep as the tree, whose depth was checked when the scratch was made.
  ///
  /// - Parameters:
  ///   - level: recursion level; the path of the level above stands one stride before.
  ///   - length: elements of that path.
  ///   - shares: added to, one place a column from `offset`.
  mutating func descend<Tree: ExplainedTree>(
    _ tree: borrowing Tree, _ row: Span<Double>, node: Int32, level: Int, length: Int, zero: Double, one: Double, feature: Int32,
    into shares: inout MutableSpan<Double>, at offset: Int
  ) {
    let start = level * stride
    for index in 0..<length { elements[start + index] = elements[start - stride + index] }
    extend(start, length, zero: zero, one: one, feature: feature)
    var length = length + 1
    if tree.isLeaf(node) {
      let value = tree.value(of: node)
      for place in 1..<max(length, 1) {
        let element = elements[start + place]
        shares[offset + Int(element.feature)] += unwoundSum(start, length, at: place) * (element.one - element.zero) * value
      }
      return
    }
    let asked = tree.feature(of: node)
    let (left, right) = tree.children(of: node)
    let goesLeft = tree.goesLeft(row, at: node)
    let cover = tree.cover(of: node)
    // A column asked before leaves its old place: its two shares go on from there.
    var (zeroSoFar, oneSoFar) = (1.0, 1.0)
    for place in 1..<max(length, 1) where elements[start + place].feature == asked {
      (zeroSoFar, oneSoFar) = (elements[start + place].zero, elements[start + place].one)
      unwind(start, length, at: place)
      length -= 1
      break
    }
    let (hot, cold) = goesLeft ? (left, right) : (right, left)
    descend(
      tree, row, node: hot, level: level + 1, length: length, zero: zeroSoFar * tree.cover(of: hot) / cover, one: oneSoFar, feature: asked, into: &shares,
      at: offset)
    descend(
      tree, row, node: cold, level: level + 1, length: length, zero: zeroSoFar * tree.cover(of: cold) / cover, one: 0, feature: asked, into: &shares,
      at: offset)
  }
}
