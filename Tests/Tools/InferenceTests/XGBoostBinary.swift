import Inference

/// Writes a forest as XGBoost writes UBJSON models.
struct XGBoostBinary {
  var weights: [Float]?
  /// Lists that say their count instead of closing.
  var counted = false
  var integerMarker = UInt8(ascii: "l")
  /// Leaves of several numbers: `[tree][node][output]`, written as this version does.
  var vectorLeaves: [[[Float]]]?
  var usesLeafWeights = false

  func write(_ model: ForestModel) -> [UInt8] {
    let list: ([UBJSONValue]) -> UBJSONValue = counted ? { .counted($0) } : { .array($0) }
    let inner = UBJSONValue.object([
      ("cats", .object([("enc", .array([])), ("feature_segments", .integers([], UInt8(ascii: "l")))])),
      ("gbtree_model_param", .object([("num_parallel_tree", .text("1")), ("num_trees", .text("\(model.trees.count)"))])),
      ("iteration_indptr", .integers([0, 1], UInt8(ascii: "l"))), ("tree_info", list(model.trees.map { .integer(Int64($0.group)) })),
      ("trees", list(model.trees.indices.map { tree(model.trees[$0], $0, model.featureCount) })),
    ])
    let booster: UBJSONValue =
      if let weights {
        .object([("gbtree", .object([("model", inner), ("name", .text("gbtree"))])), ("name", .text("dart")), ("weight_drop", .floats(weights))])
      } else {
        .object([("model", inner), ("name", .text("gbtree"))])
      }
    let base = "[" + model.baseMargins.map { XGBoostText.text($0) }.joined(separator: ",") + "]"
    let outputs = model.groupCount
    let parameters = [
      ("base_score", base), ("num_class", outputs == 1 || vectorLeaves != nil ? "0" : "\(outputs)"), ("num_feature", "\(model.featureCount)"),
      ("num_target", vectorLeaves == nil ? "1" : "\(outputs)"),
    ]
    return UBJSONValue.object([
      ("learner", .object([
        ("attributes", .object([("note", .null)])), ("feature_names", list(model.featureNames.map { .text($0) })), ("gradient_booster", booster),
        ("learner_model_param", .object(parameters.map { ($0.0, .text($0.1)) })), ("objective", .object([("name", .text(model.objective.name))])),
      ])), ("version", list([.integer(3), .integer(2), .integer(0)])),
    ]).bytes
  }

  private func tree(_ tree: ForestTree, _ index: Int, _ features: Int) -> UBJSONValue {
    let nodes = tree.nodes
    let categorical = nodes.indices.filter { nodes[$0].categorySet >= 0 }
    let sets = categorical.map { tree.categorySets[Int(nodes[$0].categorySet)] }
    var segments: [Int64] = []
    var next: Int64 = 0
    for set in sets {
      segments.append(next)
      next += Int64(set.count)
    }
    func integers(_ values: [Int64]) -> UBJSONValue { .integers(values, integerMarker) }
    var right = nodes.map { Int64($0.right) }
    var base = nodes.map { _ in Float(0.5) }
    var leaves: [Float] = []
    let outputs = vectorLeaves?[index].first?.count ?? 1
    if let vectors = vectorLeaves?[index] {
      base = vectors.flatMap { $0 }
      if usesLeafWeights {
        for node in nodes.indices where nodes[node].isLeaf {
          right[node] = Int64(leaves.count / outputs)
          leaves += vectors[node]
        }
        base = []
      }
    }
    return .object([
      ("base_weights", .floats(base)), ("categories", integers(sets.flatMap { $0.map(Int64.init) })), ("categories_nodes", integers(categorical.map(Int64.init))),
      ("categories_segments", .integers(segments, UInt8(ascii: "L"))), ("categories_sizes", .integers(sets.map { Int64($0.count) }, UInt8(ascii: "L"))),
      ("default_left", .integers(nodes.map { $0.defaultLeft ? 1 : 0 }, UInt8(ascii: "U"))), ("id", .integer(Int64(index))),
      ("leaf_weights", .floats(leaves)), ("left_children", integers(nodes.map { Int64($0.left) })), ("right_children", integers(right)),
      ("split_conditions", .floats(nodes.map(\.value))), ("split_indices", integers(nodes.map { Int64($0.feature) })),
      ("split_type", .integers(nodes.map { $0.categorySet >= 0 ? 1 : 0 }, UInt8(ascii: "U"))),
      ("tree_param", .object([
        ("num_deleted", .text("0")), ("num_feature", .text("\(features)")), ("num_nodes", .text("\(nodes.count)")), ("size_leaf_vector", .text("\(outputs)")),
      ])),
    ])
  }
}
