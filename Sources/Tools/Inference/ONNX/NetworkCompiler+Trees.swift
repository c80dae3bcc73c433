extension NetworkCompiler {
  mutating func compileTrees() throws(ModelFileFault) -> Bool {
    switch node.operation {
    case "TreeEnsembleClassifier": try compileTreeClassifier()
    case "TreeEnsembleRegressor": try compileTreeRegressor()
    default: return false
    }
    return true
  }

  /// Numbers given as floats or, for double precision, as a tensor.
  private func numbers(_ key: String) throws(ModelFileFault) -> (values: [Double], isDouble: Bool) {
    guard let tensor = node.attributes[key + "_as_tensor"]?.tensor else { return (node.floats(key).map(Double.init), false) }
    guard tensor.type.isReal else { throw invalid("\(key)_as_tensor is of type \(tensor.type.name)") }
    return (tensor.values, tensor.type == .double)
  }

  private func list(_ key: String, _ count: Int) throws(ModelFileFault) -> [Int64] {
    let list = node.integers(key) ?? []
    guard list.count == count else { throw invalid("\(key) has \(list.count) values, \(count) are expected") }
    return list
  }

  private struct Key: Hashable {
    var tree: Int64
    var node: Int64
  }

  /// Reads the trees; votes by `prefix` (`class_` or `target_`) for this many outputs. The step that sums them gives scores and marks of which were given.
  private mutating func ensemble(_ x: NetworkTensor, prefix: String, idsKey: String, outputs: Int, aggregate: UInt8) throws(ModelFileFault) -> NetworkEnsemble {
    let modes = node.texts("nodes_modes")
    let count = modes.count
    guard count > 0 else { throw invalid("no nodes") }
    guard plan.trees.count + count <= limits.treeNodes else { throw ModelFileFault.limit("\(node.title): more than \(limits.treeNodes) nodes", at: node.offset) }
    let (treeIDs, nodeIDs) = (try list("nodes_treeids", count), try list("nodes_nodeids", count))
    let (features, yes, no) = (try list("nodes_featureids", count), try list("nodes_truenodeids", count), try list("nodes_falsenodeids", count))
    let thresholds = try numbers("nodes_values")
    let tracks = node.integers("nodes_missing_value_tracks_true") ?? []
    guard thresholds.values.count == count, tracks.isEmpty || tracks.count == count else { throw invalid("\(thresholds.values.count) thresholds for \(count) nodes") }

    let (first, firstVote) = (plan.trees.count, plan.votes.count)
    var places: [Key: Int] = [:]
    for index in 0..<count {
      guard places.updateValue(index, forKey: Key(tree: treeIDs[index], node: nodeIDs[index])) == nil else {
        throw invalid("node \(nodeIDs[index]) of tree \(treeIDs[index]) stands twice")
      }
    }
    var isChild = [Bool](repeating: false, count: count)
    for index in 0..<count {
      guard let mode = NetworkTree.Mode(modes[index]) else { throw unsupported("node mode \(modes[index])") }
      var made = NetworkTree(value: thresholds.values[index], mode: mode)
      if mode != .leaf {
        guard features[index] >= 0, features[index] < Int64(x.count) else { throw invalid("a node asks for column \(features[index]) of \(x.count)") }
        made.feature = Int32(features[index])
        made.missingIsYes = !tracks.isEmpty && tracks[index] != 0
        guard let left = places[Key(tree: treeIDs[index], node: yes[index])], let right = places[Key(tree: treeIDs[index], node: no[index])] else {
          throw invalid("node \(nodeIDs[index]) of tree \(treeIDs[index]) has a child that is missing")
        }
        // A node with two parents, or under itself, is no tree; one that is both children of its parent is harmless.
        guard !isChild[left], left == right || !isChild[right] else {
          throw invalid("node \(nodeIDs[index]) of tree \(treeIDs[index]) has a child that is another's (a cycle or a shared branch)")
        }
        isChild[left] = true
        isChild[right] = true
        (made.yes, made.no) = (Int32(first + left), Int32(first + right))
      }
      plan.trees.append(made)
    }
    let roots = (0..<count).filter { !isChild[$0] }
    guard Set(roots.map { treeIDs[$0] }).count == roots.count, roots.count == Set(treeIDs).count else { throw invalid("a tree has no root, or two") }
    let weights = try vote(places, first: first, prefix: prefix, idsKey: idsKey, outputs: outputs, treeIDs: treeIDs)

    var step = NetworkStep(operation: .trees, rounding: thresholds.isDouble || weights.isDouble ? .double : .single, flags: aggregate)
    (step.m, step.k) = (Int32(outputs), Int32(roots.count))
    try charge(work: count)
    let results: [Int32]
    var given: [Int32]?
    let always = votedByEveryRow(roots: roots.map { Int32(first + $0) }, outputs: outputs)
    if usesForests, let forest = forest(roots: roots.map { Int32(first + $0) }, given: always, columns: x.count, step: step, inputs: x.type) {
      step.operation = .forest
      step.a = try contiguous(x.places)
      step.weights = Int32(plan.forests.count)
      plan.forests.append(forest)
      given = try constant(always.map { $0 ? 1 : 0 }, .bool, [outputs]).places
      plan.trees.removeLast(plan.trees.count - first)
      plan.votes.removeLast(plan.votes.count - firstVote)
      results = try append(step, count: outputs)
    } else {
      step.a = view(x.places)
      step.weights = Int32(plan.roots.count)
      plan.roots += roots.map { Int32(first + $0) }
      results = try append(step, count: 2 * outputs)
    }
    return NetworkEnsemble(
      scores: Array(results[..<outputs]), given: given ?? Array(results[outputs...]), treeCount: roots.count, rounding: step.rounding,
      isGivenByAll: always, votedOutputs: weights.outputs, isPositive: weights.isPositive)
  }

  /// Attaches the votes to their leaves, in the file's order.
  private mutating func vote(
    _ places: [Key: Int], first: Int, prefix: String, idsKey: String, outputs: Int, treeIDs: [Int64]
  ) throws(ModelFileFault) -> (outputs: Set<Int64>, isPositive: Bool, isDouble: Bool) {
    let weights = try numbers(prefix + "weights")
    let count = weights.values.count
    let (trees, nodes, ids) = (try list(prefix + "treeids", count), try list(prefix + "nodeids", count), try list(idsKey, count))
    var byNode: [(place: Int, vote: NetworkVote)] = []
    byNode.reserveCapacity(count)
    for index in 0..<count {
      guard let place = places[Key(tree: trees[index], node: nodes[index])], plan.trees[first + place].mode == .leaf else {
        throw invalid("a weight stands at node \(nodes[index]) of tree \(trees[index]), which is no leaf")
      }
      guard ids[index] >= 0, ids[index] < Int64(outputs) else { throw invalid("a weight for output \(ids[index]) of \(outputs)") }
      byNode.append((place, NetworkVote(output: Int32(ids[index]), weight: weights.values[index])))
    }
    let order = byNode.indices.sorted { (byNode[$0].place, $0) < (byNode[$1].place, $1) }
    for index in order {
      let (place, vote) = byNode[index]
      if plan.trees[first + place].yes == 0 { plan.trees[first + place].feature = Int32(plan.votes.count) }
      plan.trees[first + place].yes += 1
      plan.votes.append(vote)
    }
    return (Set(ids), weights.values.allSatisfy { $0 >= 0 }, weights.isDouble)
  }

  private mutating func compileTreeRegressor() throws(ModelFileFault) {
    let x = try row(try tensor(0))
    let targets = Int(clamping: node.integer("n_targets", default: 1))
    guard (1...4096).contains(targets) else { throw invalid("\(targets) targets") }
    let name = node.text("aggregate_function", default: "SUM")
    guard let aggregate = ["SUM", "AVERAGE", "MIN", "MAX"].firstIndex(of: name) else { throw unsupported("aggregate_function \(name)") }
    let made = try ensemble(x, prefix: "target_", idsKey: "target_ids", outputs: targets, aggregate: UInt8(aggregate))
    let base = try numbers("base_values").values
    guard base.isEmpty || base.count == targets || base.count == 1 else { throw invalid("\(base.count) base values for \(targets) targets") }
    for (target, value) in base.enumerated() where value != 0 && targets > 1 && !made.isGivenByAll[target] {
      throw unsupported("a base value for target \(target), which a row may have no vote for: runtimes understand that differently")
    }
    try set(try transformed(try based(made, base, outputs: targets), try postTransform()))
  }

  private mutating func based(_ made: NetworkEnsemble, _ base: [Double], outputs: Int) throws(ModelFileFault) -> [Int32] {
    guard !base.isEmpty else { return made.scores }
    let type: ONNXElementType = made.rounding == .single ? .float : .double
    let scores = NetworkTensor(type: type, shape: [outputs], places: made.scores)
    let values = base.count == outputs ? base : base + [Double](repeating: 0, count: outputs - base.count)
    return try combine(scores, try constant(values, type, [outputs]), .add).places
  }

  private mutating func compileTreeClassifier() throws(ModelFileFault) {
    let x = try row(try tensor(0))
    let labels = try labels("classlabels_int64s", "classlabels_strings")
    guard (2...4096).contains(labels.count) else { throw unsupported("\(labels.count) classes") }
    let post = try postTransform()
    let made = try ensemble(x, prefix: "class_", idsKey: "class_ids", outputs: labels.count, aggregate: 0)
    let base = try numbers("base_values").values
    guard base.isEmpty || base.count == labels.count || (base.count == 1 && labels.count == 2) else {
      throw invalid("\(base.count) base values for \(labels.count) classes")
    }
    if labels.count == 2 { return try classifyTwo(made, base, labels, post) }
    try classify(try based(made, base, outputs: labels.count), given: base.isEmpty ? made.given : nil, labels: labels, rule: .largest, post: post)
  }

  /// Two classes. Where ONNX Runtime's answer differs from what the operator's description says, the file is refused rather than one of them chosen;
  /// only the label of two voted classes is the larger score's, as described, where ONNX Runtime 1.32 answers 0 or 1 whatever the labels are.
  private mutating func classifyTwo(
    _ made: NetworkEnsemble, _ base: [Double], _ labels: NetworkTensor, _ post: NetworkPostTransform
  ) throws(ModelFileFault) {
    guard base.count < 2 else { throw unsupported("two base_values for two classes, which runtimes understand differently") }
    switch (made.votedOutputs.count, made.votedOutputs.first) {
    case (1, 0):
      // One score: the second class's probability.
      var one = made
      one.scores = [made.scores[0]]
      try classify(try based(one, base, outputs: 1), given: nil, labels: labels, rule: made.isPositive ? .half : .mirrored, post: post)
    case (1, _):
      guard base.isEmpty else { throw unsupported("a base value with votes for the second class only, which runtimes understand differently") }
      try classify(made.scores, given: nil, labels: labels, rule: made.isPositive ? .secondHalf : .second, post: post)
    default:
      guard made.isGivenByAll.allSatisfy({ $0 }) else {
        throw unsupported("votes for two classes of which a row may lack one, which runtimes understand differently")
      }
      try classify(try based(made, base, outputs: 2), given: nil, labels: labels, rule: .largest, post: post)
    }
  }
}
