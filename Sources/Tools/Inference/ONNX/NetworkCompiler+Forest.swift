extension NetworkCompiler {
  /// The trees of one step as the house's forest engine takes them; `nil` where its terms do not fit, and the step walks them by itself.
  ///
  /// A leaf of the engine gives one number, or one for each output. Which outputs a row's leaves voted for is then no longer known, so the trees are taken only
  /// when every output that has votes gets one from every row.
  ///
  /// - Parameters:
  ///   - roots: the trees' first nodes.
  ///   - given: outputs that every row has a vote for.
  ///   - columns: of the row.
  func forest(roots: [Int32], given: [Bool], columns: Int, step: NetworkStep, inputs: ONNXElementType) -> CompiledForest? {
    let outputs = given.count
    guard outputs <= CompiledNetwork.widestForest else { return nil }
    var trees: [ForestBlueprint.Tree] = []
    let single = roots.map { soleOutput(of: $0) }
    let isNarrow = single.allSatisfy { $0 != nil }
    guard isNarrow || step.flags < 2 else { return nil }
    var voted = [Bool](repeating: false, count: outputs)
    for (root, sole) in zip(roots, single) {
      var questions: [ForestBlueprint.Question] = []
      var leaves: [Double] = []
      // Breadth first: the numbers of questions and leaves follow from the order in which nodes are met.
      var order = [root]
      var head = 0
      while head < order.count {
        let tree = plan.trees[Int(order[head])]
        head += 1
        if tree.mode == .leaf {
          let votes = plan.votes[Int(tree.feature)..<Int(tree.feature + tree.yes)]
          var row = [Double](repeating: 0, count: outputs)
          var has = [Bool](repeating: false, count: outputs)
          for vote in votes {
            // Two votes of one leaf for one output are added one after the other, which one number cannot do exactly.
            guard !has[Int(vote.output)] else { return nil }
            (row[Int(vote.output)], has[Int(vote.output)]) = (vote.weight, true)
            voted[Int(vote.output)] = true
          }
          if let sole, isNarrow { leaves.append(row[sole]) } else { leaves += row }
        } else {
          order.append(tree.yes)
          order.append(tree.no)
        }
      }
      var places: [Int32: Int32] = [:]
      var (questionCount, leafCount) = (Int32(0), Int32(0))
      for node in order {
        if plan.trees[Int(node)].mode == .leaf {
          places[node] = ~leafCount
          leafCount += 1
        } else {
          places[node] = questionCount
          questionCount += 1
        }
      }
      for node in order {
        let tree = plan.trees[Int(node)]
        guard let comparison = tree.mode.comparison, let left = places[tree.yes], let right = places[tree.no] else { continue }
        questions.append(
          ForestBlueprint.Question(
            feature: tree.feature, comparison: comparison, threshold: tree.value, missingGoesLeft: tree.missingIsYes || comparison == .notEqual, left: left,
            right: right))
      }
      trees.append(ForestBlueprint.Tree(output: isNarrow ? sole ?? 0 : 0, questions: questions, leaves: leaves))
    }
    guard given == voted else { return nil }
    let blueprint = ForestBlueprint(
      featureNames: (0..<columns).map { "f\($0)" }, objectiveName: "onnx", trees: trees, baseMargins: [Double](repeating: 0, count: outputs == 1 ? 1 : CompiledNetwork.widestForest),
      leafWidth: isNarrow ? 1 : outputs, inputs: inputs == .float ? .single : .double, sums: step.rounding == .single ? .single : .double,
      aggregation: [.sum, .mean, .minimum, .maximum][Int(step.flags)])
    // Outputs without a vote stay at zero; the least and greatest of nothing would not.
    guard step.flags < 2 || voted.allSatisfy({ $0 }) else { return nil }
    return try? CompiledForest(blueprint)
  }

  /// Outputs that get a vote from every row: some tree has a vote for them in each of its leaves.
  func votedByEveryRow(roots: [Int32], outputs: Int) -> [Bool] {
    var given = [Bool](repeating: false, count: outputs)
    for root in roots {
      var always: Set<Int32>?
      var open = [root]
      while let node = open.popLast() {
        let tree = plan.trees[Int(node)]
        if tree.mode == .leaf {
          let voted = Set(plan.votes[Int(tree.feature)..<Int(tree.feature + tree.yes)].map(\.output))
          always = always?.intersection(voted) ?? voted
        } else {
          open.append(tree.yes)
          open.append(tree.no)
        }
      }
      for output in always ?? [] { given[Int(output)] = true }
    }
    return given
  }

  /// The one output that all leaves of a tree vote for, once each.
  private func soleOutput(of root: Int32) -> Int? {
    var open = [root]
    var sole: Int32?
    while let node = open.popLast() {
      let tree = plan.trees[Int(node)]
      guard tree.mode == .leaf else {
        open.append(tree.yes)
        open.append(tree.no)
        continue
      }
      guard tree.yes == 1, sole == nil || sole == plan.votes[Int(tree.feature)].output else { return nil }
      sole = plan.votes[Int(tree.feature)].output
    }
    return sole.map { Int($0) }
  }
}
