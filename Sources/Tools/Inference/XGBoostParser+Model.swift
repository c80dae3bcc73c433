extension XGBoostParser {
  /// Puts together what was collected.
  func model(_ bytes: Span<UInt8>) throws(ModelFileFault) -> ForestModel {
    guard let (boosterName, boosterOffset) = booster else { throw .missing("gradient_booster.name", at: boosterEnd) }
    guard ["gbtree", "dart", "gblinear"].contains(boosterName) else {
      throw .unsupported(
        "the booster is \"\(boosterName)\", the reader takes gbtree, dart and gblinear", hint: "train with booster=\"gbtree\"", at: boosterOffset)
    }
    guard let (objectiveName, objectiveOffset) = objective else { throw .missing("objective.name", at: learnerEnd) }
    guard let objective = ForestObjective(xgboost: objectiveName) else {
      throw .unsupported(
        "the objective \"\(objectiveName)\" is unknown, so its margins have no known meaning",
        hint: "train with one of XGBoost's own objectives, such as binary:logistic", at: objectiveOffset)
    }
    let featureCount = try count("num_feature", limit: limits.features, required: true)
    let classes = try count("num_class", limit: limits.groups, required: false)
    let targets = try count("num_target", limit: limits.groups, required: false)
    let groupCount = max(classes, targets, 1)
    guard featureNames.isEmpty || featureNames.count == featureCount else {
      throw .invalid("feature_names has \(featureNames.count) names, num_feature says \(featureCount)", at: featureNamesOffset)
    }
    let names = featureNames.isEmpty ? (0..<featureCount).map { "f\($0)" } : featureNames
    let linear = boosterName == "gblinear" ? try linearTerm(featureCount: featureCount, groupCount: groupCount) : nil
    let trees = linear == nil ? try checkedTrees(bytes, featureCount: featureCount, groupCount: groupCount) : []
    let source = version.map { "\(Cursor.formatName) \($0.major).\($0.minor).\($0.patch)" } ?? Cursor.formatName
    do {
      return try ForestModel(
        source: source, objective: objective, baseMargins: try baseMargins(objective, groupCount: groupCount), featureNames: names, trees: trees,
        linear: linear, hasFeatureNames: !featureNames.isEmpty)
    } catch let defect as ForestDefect {
      throw .invalid(defect.reason, at: learnerEnd)
    } catch let fault as ModelFileFault {
      throw fault
    } catch {
      throw .invalid("\(error)", at: learnerEnd)
    }
  }

  private func count(_ key: String, limit: Int, required: Bool) throws(ModelFileFault) -> Int {
    guard let (text, offset) = parameters[key] else {
      if required { throw .missing("learner_model_param.\(key)", at: learnerEnd) }
      return 0
    }
    guard let value = Int(text), value >= 0 else { throw .invalid("\(key) \"\(text)\" is no count", at: offset) }
    guard value <= limit else { throw .limit("\(key) is \(value), at most \(limit) are taken", at: offset) }
    return value
  }

  /// `5E-1` up to 3.0, `[4.9E-1]` or one number an output since 3.1; in output space, so the objective's link turns it into a margin.
  private func baseMargins(_ objective: ForestObjective, groupCount: Int) throws(ModelFileFault) -> [Float] {
    guard let (text, offset) = parameters["base_score"] else { throw .missing("learner_model_param.base_score", at: learnerEnd) }
    var body = Substring(text)
    func trim() {
      while body.first?.isWhitespace == true { body.removeFirst() }
      while body.last?.isWhitespace == true { body.removeLast() }
    }
    trim()
    if body.first == "[", body.last == "]", body.count >= 2 {
      body = body.dropFirst().dropLast()
      trim()
    }
    var scores: [Float] = []
    for part in body.split(separator: ",", maxSplits: limits.groups, omittingEmptySubsequences: false) {
      let number = String(part.filter { !$0.isWhitespace })
      guard let score = SingleText.value(number), score.isFinite else {
        throw .invalid("base_score \"\(text.prefix(80))\" is neither a number nor a list of numbers", at: offset)
      }
      scores.append(score)
    }
    if scores.count == 1 { scores = Array(repeating: scores[0], count: groupCount) }
    guard scores.count == groupCount else {
      throw .invalid("base_score has \(scores.count) numbers, the model \(groupCount) outputs", at: offset)
    }
    var margins: [Float] = []
    for score in scores {
      guard let margin = objective.margin(baseScore: clamped(score, objective)) else {
        throw .invalid("base_score \(score) lies outside what \(objective.name) allows", at: offset)
      }
      margins.append(margin)
    }
    // The linear booster of 3.1 and 3.2 starts every output at the first one's score.
    return linearWeights != nil && booster?.name == "gblinear" ? Array(repeating: margins[0], count: groupCount) : margins
  }

  /// Since 3.1 XGBoost estimates a base score of 0 or 1 where all labels are equal, and clamps the base score of a logistic objective to 1e-6…1 − 1e-6.
  private func clamped(_ score: Float, _ objective: ForestObjective) -> Float {
    guard objective.link == .logit, (0...1).contains(score), let version, (version.major, version.minor) >= (3, 1) else { return score }
    return min(max(score, 1e-6), 1 - 1e-6)
  }

  private func linearTerm(featureCount: Int, groupCount: Int) throws(ModelFileFault) -> LinearTerm {
    guard let (weights, offset) = linearWeights else { throw .missing("gradient_booster.model.weights", at: boosterEnd) }
    guard weights.count == (featureCount + 1) * groupCount else {
      throw .invalid("weights has \(weights.count) entries for \(featureCount) features, a bias and \(groupCount) outputs", at: offset)
    }
    guard weights.allSatisfy(\.isFinite) else { throw .invalid("a weight is no finite number", at: offset) }
    let bias = featureCount * groupCount
    return LinearTerm(weights: Array(weights[..<bias]), bias: Array(weights[bias...]))
  }

  private func checkedTrees(_ bytes: Span<UInt8>, featureCount: Int, groupCount: Int) throws(ModelFileFault) -> [ForestTree] {
    guard let trees else { throw .missing("gradient_booster.model.trees", at: boosterEnd) }
    if let (text, offset) = declaredTrees, Int(text) != trees.count {
      throw .invalid("num_trees says \(text), the file holds \(trees.count)", at: offset)
    }
    let info = treeInfo ?? ([], boosterEnd)
    guard treeInfo != nil || trees.isEmpty else { throw .missing("gradient_booster.model.tree_info", at: boosterEnd) }
    guard info.values.count == trees.count else {
      throw .invalid("tree_info has \(info.values.count) entries for \(trees.count) trees", at: info.offset)
    }
    if booster?.name == "dart", weightDrop == nil { throw .missing("gradient_booster.weight_drop", at: boosterEnd) }
    if let weightDrop, weightDrop.values.count != trees.count {
      throw .invalid("weight_drop has \(weightDrop.values.count) weights for \(trees.count) trees", at: weightDrop.offset)
    }
    var checked: [ForestTree] = []
    checked.reserveCapacity(trees.count)
    var expanded = 0
    for (index, tree) in trees.enumerated() {
      try tree.requireShape()
      let group = info.values[index]
      guard (0..<Int64(groupCount)).contains(group) else {
        throw .invalid(
          "tree \(index) belongs to output \(group), the model has outputs 0…\(groupCount - 1)",
          at: cursor.offset(ofElement: index, inArrayAt: info.offset, bytes))
      }
      let weight = weightDrop?.values[index] ?? 1
      let sets = try tree.categorySets()
      // A tree with vector leaves stands for one tree an output: every output adds its leaf at the same place of its sum.
      let size = tree.leafSize
      guard size == 1 || size == groupCount else {
        throw .invalid("tree \(index) has leaves of \(size) numbers, the model \(groupCount) outputs", at: tree.leafVector?.offset ?? tree.end)
      }
      expanded += tree.left.count * size
      guard expanded <= limits.nodes else { throw .limit("more than \(limits.nodes) nodes", at: tree.end) }
      for output in 0..<size {
        let nodes = try tree.nodes(weight: weight, output: output)
        do {
          checked.append(
            try ForestTree(
              group: size == 1 ? Int(group) : output, nodes: nodes, categorySets: sets, repeatsPrevious: output > 0, featureCount: featureCount,
              depthLimit: limits.depth))
        } catch {
          throw fault(error, in: tree, bytes)
        }
      }
    }
    return checked
  }

  private func fault(_ defect: ForestDefect, in tree: XGBoostTreeArrays, _ bytes: Span<UInt8>) -> ModelFileFault {
    let field =
      if case .childOutOfRange(let node, let child, _) = defect, tree.left[node] != Int32(child) { "right_children" } else { defect.field }
    let array = tree.offset(of: field)
    let place = defect.node.map { cursor.offset(ofElement: $0, inArrayAt: array, bytes) } ?? array
    if case .tooDeep = defect { return .limit("tree \(tree.index): \(defect.reason)", at: place) }
    return .invalid("tree \(tree.index): \(field): \(defect.reason)", at: place)
  }
}
