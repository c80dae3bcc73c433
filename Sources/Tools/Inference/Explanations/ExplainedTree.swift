/// What an explanation asks of a tree, whatever file it came from.
protocol ExplainedTree {
  var root: Int32 { get }
  func isLeaf(_ node: Int32) -> Bool
  func children(of node: Int32) -> (left: Int32, right: Int32)
  func feature(of node: Int32) -> Int32
  /// Training weight, or rows, that reached the node.
  func cover(of node: Int32) -> Double
  /// Of a leaf.
  func value(of node: Int32) -> Double
  func goesLeft(_ row: Span<Double>, at node: Int32) -> Bool
}
