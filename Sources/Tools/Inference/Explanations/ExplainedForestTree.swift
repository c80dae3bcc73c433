/// A tree of XGBoost's, weighted by its hessians.
struct ExplainedForestTree: ExplainedTree {
  let tree: ForestTree
  /// NaN where only NaN is missing.
  let missing: Float

  var root: Int32 { 0 }

  func isLeaf(_ node: Int32) -> Bool { tree.nodes[Int(node)].isLeaf }

  func children(of node: Int32) -> (left: Int32, right: Int32) { (tree.nodes[Int(node)].left, tree.nodes[Int(node)].right) }

  func feature(of node: Int32) -> Int32 { tree.nodes[Int(node)].feature }

  func cover(of node: Int32) -> Double { Double(tree.nodes[Int(node)].cover) }

  func value(of node: Int32) -> Double { Double(tree.nodes[Int(node)].value) }

  func goesLeft(_ row: Span<Double>, at node: Int32) -> Bool { tree.goesLeft(row, tree.nodes[Int(node)], missing: missing) }
}
