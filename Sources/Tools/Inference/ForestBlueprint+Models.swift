internal import Kernels

extension ForestBlueprint {
  /// XGBoost's model: everything in single precision.
  ///
  /// - Parameter missing: a value that counts as missing beside NaN (XGBoost's option `missing`, which model files do not carry).
  public init(_ model: ForestModel, missing: Float? = nil) {
    let rule = missing.map { Missing.valueOrNaN(Double($0)) } ?? .nan
    let bias = model.linear?.bias ?? []
    self.init(
      featureNames: model.featureNames, objectiveName: model.objective.name, trees: model.trees.map { Tree($0, missing: rule) },
      baseMargins: model.baseMargins.enumerated().map { Double(bias.isEmpty ? $0.element : $0.element + bias[$0.offset]) }, inputs: .single, sums: .single,
      transform: .single(model.objective.transform), linear: model.linear, linearMissing: missing ?? .nan)
  }

  /// LightGBM's model: everything in double precision.
  public init(_ model: LightGBMModel) {
    let iterations = model.averages && !model.trees.isEmpty ? Double(model.trees.count / model.groupCount) : 1
    self.init(
      featureNames: model.featureNames, objectiveName: model.objective.name,
      trees: model.trees.enumerated().map { Tree($0.element, output: $0.offset % model.groupCount) },
      baseMargins: [Double](repeating: 0, count: model.groupCount), inputs: .double, sums: .double, zeroBound: LightGBMTree.zero, valueDivisor: iterations,
      transform: .double(model.objective))
  }
}

extension ForestBlueprint.Tree {
  /// A tree of XGBoost's; its leaves keep the numbers of their nodes.
  init(_ tree: ForestTree, missing: ForestBlueprint.Missing) {
    self.init(output: tree.group, questions: [], leaves: [])
    sets = tree.categorySets.map { set in
      // What is no category, negative or 2²⁴ and above, lies in no set.
      ForestBlueprint.ValueSet(members: set.filter { (0..<16_777_216).contains($0) }.map { Double($0) }, categoriesAbove: -.leastNonzeroMagnitude)
    }
    // Nodes that nothing reaches get no number.
    var places = [Int32](repeating: 0, count: tree.nodes.count)
    var order: [Int32] = [0]
    var head = 0
    var questionCount: Int32 = 0
    while head < order.count {
      let index = Int(order[head])
      head += 1
      let node = tree.nodes[index]
      if node.isLeaf {
        places[index] = ~Int32(leaves.count)
        leaves.append(Double(node.value))
        numbers.append(Int32(index))
      } else {
        places[index] = questionCount
        questionCount += 1
        order.append(node.left)
        order.append(node.right)
      }
    }
    questions.reserveCapacity(Int(questionCount))
    for index in order where !tree.nodes[Int(index)].isLeaf {
      let node = tree.nodes[Int(index)]
      questions.append(
        ForestBlueprint.Question(
          feature: node.feature, comparison: node.categorySet >= 0 ? .notInSet : .less, threshold: Double(node.value), set: node.categorySet, missing: missing,
          missingGoesLeft: node.defaultLeft, left: places[Int(node.left)], right: places[Int(node.right)]))
    }
  }

  /// A tree of LightGBM's.
  init(_ tree: LightGBMTree, output: Int) {
    let sets = zip(tree.boundaries, tree.boundaries.dropFirst()).map { first, end in
      var members: [Double] = []
      for (offset, word) in tree.words[Int(first)..<Int(end)].enumerated() where word != 0 {
        for bit in 0..<32 where word >> UInt32(bit) & 1 == 1 { members.append(Double(offset * 32 + bit)) }
      }
      return ForestBlueprint.ValueSet(members: members, categoriesAbove: -1)
    }
    let questions = tree.questions.map { question in
      let missing: ForestBlueprint.Missing =
        switch question.decision >> 2 & 3 {
        case _ where question.isCategorical: .nan
        case 0: .nothing
        case 1: .zero
        default: .nan
        }
      return ForestBlueprint.Question(
        feature: question.feature, comparison: question.isCategorical ? .inSet : .lessOrEqual, threshold: question.threshold,
        set: question.isCategorical ? Int32(question.threshold) : -1, missing: missing,
        missingGoesLeft: !question.isCategorical && question.decision & 2 != 0, left: question.left, right: question.right)
    }
    self.init(
      output: output, questions: questions, leaves: tree.leaves, sets: sets,
      lines: tree.lines.map { LeafLine(constant: $0.constant, features: $0.features, coefficients: $0.coefficients) })
  }
}
