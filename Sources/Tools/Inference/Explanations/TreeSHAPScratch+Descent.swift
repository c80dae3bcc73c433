extension TreeSHAPScratch {
  /// Divides one tree's score of a row among the columns on its paths; ``answers`` hold what the row says to its questions.
  ///
  /// The recursion is as deep as the tree, whose depth was checked when the scratch was made.
  ///
  /// - Parameters:
  ///   - level: recursion level; the path of the level above stands one stride before.
  ///   - length: elements of that path.
  ///   - shares: added to, one place a column from `offset`.
  mutating func descend(
    _ nodes: Span<ExplainedTree.Node>, node: Int32, level: Int, length: Int, zero: Double, one: Double, feature: Int32,
    into shares: inout MutableSpan<Double>, at offset: Int
  ) {
    let start = level * stride
    for index in 0..<length { elements[start + index] = elements[start - stride + index] }
    extend(start, length, zero: zero, one: one, feature: feature)
    var length = length + 1
    let current = nodes[Int(node)]
    if current.isLeaf {
      for place in 1..<max(length, 1) {
        let element = elements[start + place]
        shares[offset + Int(element.feature)] += unwoundSum(start, length, at: place) * (element.one - element.zero) * current.value
      }
      return
    }
    // A column asked before leaves its old place: its two shares go on from there.
    var (zeroSoFar, oneSoFar) = (1.0, 1.0)
    for place in 1..<max(length, 1) where elements[start + place].feature == current.feature {
      (zeroSoFar, oneSoFar) = (elements[start + place].zero, elements[start + place].one)
      unwind(start, length, at: place)
      length -= 1
      break
    }
    let goesLeft = answers[Int(node)]
    descend(
      nodes, node: goesLeft ? current.left : current.right, level: level + 1, length: length,
      zero: zeroSoFar * nodes[Int(goesLeft ? current.left : current.right)].share, one: oneSoFar, feature: current.feature, into: &shares, at: offset)
    descend(
      nodes, node: goesLeft ? current.right : current.left, level: level + 1, length: length,
      zero: zeroSoFar * nodes[Int(goesLeft ? current.right : current.left)].share, one: 0, feature: current.feature, into: &shares, at: offset)
  }
}
