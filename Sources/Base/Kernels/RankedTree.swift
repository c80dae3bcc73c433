/// One tree whose questions compare ranks.
public struct RankedTree: Sendable, Hashable {
  /// First output that a leaf is added to.
  public var output: Int
  /// Question 0 is the root; none for a tree of one leaf.
  public var questions: [RankedQuestion]
  /// `leafWidth` values a leaf, one leaf after another.
  public var leaves: [Double]
  /// The model's number of each leaf.
  public var numbers: [Int32]
  /// One a leaf; empty for plain leaves.
  public var lines: [LeafLine]

  /// A tree from its parts.
  public init(output: Int, questions: [RankedQuestion], leaves: [Double], numbers: [Int32], lines: [LeafLine] = []) {
    self.output = output
    self.questions = questions
    self.leaves = leaves
    self.numbers = numbers
    self.lines = lines
  }

  /// Questions on the longest path.
  ///
  /// - Precondition: every path ends in a leaf, and no question has two parents.
  var depth: Int {
    var deepest = 0
    var open: [(node: Int32, depth: Int)] = [(questions.isEmpty ? -1 : 0, 0)]
    var steps = 0
    while let (node, depth) = open.popLast() {
      if node < 0 {
        deepest = max(deepest, depth)
        continue
      }
      steps += 1
      precondition(steps <= questions.count, "a tree has no cycle")
      open.append((questions[Int(node)].left, depth + 1))
      open.append((questions[Int(node)].right, depth + 1))
    }
    return deepest
  }
}
