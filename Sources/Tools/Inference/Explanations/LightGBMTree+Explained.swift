/// A tree of LightGBM's, weighted by its rows; a node below 0 is the leaf `~node`.
extension LightGBMTree: ExplainedTree {
  var root: Int32 { questions.isEmpty ? -1 : 0 }

  func isLeaf(_ node: Int32) -> Bool { node < 0 }

  func children(of node: Int32) -> (left: Int32, right: Int32) { (questions[Int(node)].left, questions[Int(node)].right) }

  func feature(of node: Int32) -> Int32 { questions[Int(node)].feature }

  func cover(of node: Int32) -> Double {
    if node < 0 { return leafCounts.isEmpty ? 0 : Double(leafCounts[Int(~node)]) }
    return questionCounts.isEmpty ? 0 : Double(questionCounts[Int(node)])
  }

  func value(of node: Int32) -> Double { leaves[Int(~node)] }

  func goesLeft(_ row: Span<Double>, at node: Int32) -> Bool { goesLeft(row, questions[Int(node)]) }
}
