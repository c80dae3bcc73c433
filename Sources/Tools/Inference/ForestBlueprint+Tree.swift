public import Kernels

extension ForestBlueprint {
  /// One tree: questions, leaves and sets, each numbered by itself.
  public struct Tree: Hashable, Sendable {
    /// Output that the leaf (or the first of its values) is added to.
    public var output: Int
    /// Question 0 is the root; none for a tree of one leaf.
    public var questions: [Question]
    /// `leafWidth` values a leaf, one leaf after another.
    public var leaves: [Double]
    /// What the model calls each leaf; empty for 0, 1, 2, ….
    public var numbers: [Int32]
    /// What questions of sets name.
    public var sets: [ValueSet]
    /// One a leaf that is a line in the row's columns; empty for plain leaves.
    public var lines: [LeafLine]

    /// A tree from its parts; nothing is checked until a forest is compiled.
    public init(
      output: Int = 0, questions: [Question], leaves: [Double], numbers: [Int32] = [], sets: [ValueSet] = [], lines: [LeafLine] = []
    ) {
      self.output = output
      self.questions = questions
      self.leaves = leaves
      self.numbers = numbers
      self.sets = sets
      self.lines = lines
    }

    /// The first thing that would make a walk wrong or endless; places are numbers of questions.
    func check(leafWidth: Int, features: Int, outputs: Int) throws(ForestDefect) {
      guard output >= 0, output + leafWidth <= outputs else { throw .groupOutOfRange(group: output, count: outputs) }
      let leafCount = questions.count + 1
      guard leaves.count == leafCount * leafWidth, numbers.isEmpty || numbers.count == leafCount, lines.isEmpty || lines.count == leafCount else {
        throw .emptyTree
      }
      guard leafWidth == 1 || lines.isEmpty else { throw .badValue(node: 0) }
      if let leaf = leaves.firstIndex(where: { !$0.isFinite }) { throw .badValue(node: leaf / leafWidth) }
      for (leaf, line) in lines.enumerated() {
        guard line.features.count == line.coefficients.count, line.constant.isFinite, line.coefficients.allSatisfy(\.isFinite) else { throw .badValue(node: leaf) }
        if let column = line.features.first(where: { !(0..<features).contains(Int($0)) }) {
          throw .featureOutOfRange(node: leaf, feature: Int(column), count: features)
        }
      }
      var reached = [Bool](repeating: false, count: questions.count + leafCount)
      var open: [Int32] = [questions.isEmpty ? -1 : 0]
      while let next = open.popLast() {
        let place = next < 0 ? questions.count + Int(~next) : Int(next)
        guard next < 0 ? Int(~next) < leafCount : Int(next) < questions.count else {
          throw .childOutOfRange(node: 0, child: Int(next), count: questions.count)
        }
        guard !reached[place] else { throw .reachedTwice(node: place) }
        reached[place] = true
        guard next >= 0 else { continue }
        let question = questions[Int(next)]
        guard (0..<features).contains(Int(question.feature)) else {
          throw .featureOutOfRange(node: Int(next), feature: Int(question.feature), count: features)
        }
        switch question.comparison {
        case .inSet, .notInSet:
          guard sets.indices.contains(Int(question.set)) else { throw .categorySetOutOfRange(node: Int(next), set: Int(question.set)) }
        default: guard !question.threshold.isNaN else { throw .badValue(node: Int(next)) }
        }
        open.append(question.right)
        open.append(question.left)
      }
      for (index, set) in sets.enumerated() {
        guard set.members.allSatisfy({ !$0.isNaN && (set.categoriesAbove == nil || $0 >= 0 && $0 < 2_147_483_648 && $0 == $0.rounded()) }) else {
          throw .categorySetOutOfRange(node: 0, set: index)
        }
      }
    }
  }
}
