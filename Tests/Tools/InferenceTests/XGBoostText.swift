import Inference

/// Writes a forest as XGBoost writes JSON models: the tests' own writer, independent of the reader.
struct XGBoostText {
  var version = "[3,2,0]"
  /// As the file holds it; the margin of each output must be what the model says when the objective's link is the identity.
  var baseScore: String?
  /// One weight a tree makes it `dart`.
  var weights: [Float]?
  var flagsAsWords = false
  var names = true
  /// Writes keys in another order and unknown ones between them.
  var shuffled = false

  static func text(_ value: Float) -> String {
    if value == .infinity { return "Infinity" }
    if value == -.infinity { return "-Infinity" }
    return value.description.uppercased().replacing("E+", with: "E")
  }

  private static func list(_ values: some Sequence<some CustomStringConvertible>) -> String { "[" + values.map(\.description).joined(separator: ",") + "]" }
  private static func floats(_ values: some Sequence<Float>) -> String { "[" + values.map(text).joined(separator: ",") + "]" }

  func write(_ model: ForestModel) -> String {
    let trees = "[" + model.trees.enumerated().map { tree($0.element, index: $0.offset, features: model.featureCount) }.joined(separator: ",") + "]"
    let info = Self.list(model.trees.map(\.group))
    let base = baseScore ?? Self.floats(model.baseMargins)
    let parameters = """
      {"base_score":"\(base)","boost_from_average":"1","num_class":"\(model.groupCount == 1 ? 0 : model.groupCount)","num_feature":"\(model.featureCount)","num_target":"1"}
      """
    let counts = #"{"num_parallel_tree":"1","num_trees":"\#(model.trees.count)"}"#
    var parts = [#""gbtree_model_param":\#(counts)"#, #""tree_info":\#(info)"#, #""trees":\#(trees)"#]
    if shuffled { parts = [parts[2], #""novelty":[{"a":null},[1,2.5e3,NaN]]"#, parts[1], parts[0]] }
    let inner = "{" + parts.joined(separator: ",") + "}"
    let booster =
      if let weights {
        #"{"gbtree":{"model":\#(inner),"name":"gbtree"},"name":"dart","weight_drop":\#(Self.floats(weights))}"#
      } else {
        #"{"model":\#(inner),"name":"gbtree"}"#
      }
    let featureNames = names ? "[" + model.featureNames.map { "\"\($0)\"" }.joined(separator: ",") + "]" : "[]"
    var learner = [
      #""attributes":{}"#, #""feature_names":\#(featureNames)"#, #""feature_types":[]"#, #""gradient_booster":\#(booster)"#,
      #""learner_model_param":\#(parameters)"#, #""objective":{"name":"\#(model.objective.name)","reg_loss_param":{"scale_pos_weight":"1"}}"#,
    ]
    if shuffled { learner.reverse() }
    let top = [#""learner":{\#(learner.joined(separator: ","))}"#, #""version":\#(version)"#]
    return "{" + (shuffled ? top.reversed() : top).joined(separator: shuffled ? " ,\n\t" : ",") + "}"
  }

  private func tree(_ tree: ForestTree, index: Int, features: Int) -> String {
    let nodes = tree.nodes
    let categorical = nodes.indices.filter { nodes[$0].categorySet >= 0 }
    var categories: [Int32] = []
    var segments: [Int] = []
    for node in categorical {
      segments.append(categories.count)
      categories += tree.categorySets[Int(nodes[node].categorySet)]
    }
    let sizes = categorical.map { tree.categorySets[Int(nodes[$0].categorySet)].count }
    let flags = flagsAsWords ? Self.list(nodes.map { $0.defaultLeft ? "true" : "false" }) : Self.list(nodes.map { $0.defaultLeft ? 1 : 0 })
    let fields: [(String, String)] = [
      ("base_weights", Self.floats(nodes.map { _ in 0.5 })), ("categories", Self.list(categories)), ("categories_nodes", Self.list(categorical)),
      ("categories_segments", Self.list(segments)), ("categories_sizes", Self.list(sizes)), ("default_left", flags), ("id", "\(index)"),
      ("left_children", Self.list(nodes.map(\.left))), ("loss_changes", Self.floats(nodes.map { _ in 1 })),
      ("parents", Self.list(nodes.map { _ in 2_147_483_647 })), ("right_children", Self.list(nodes.map(\.right))),
      ("split_conditions", Self.floats(nodes.map(\.value))), ("split_indices", Self.list(nodes.map(\.feature))),
      ("split_type", Self.list(nodes.map { $0.categorySet >= 0 ? 1 : 0 })), ("sum_hessian", Self.floats(nodes.map { _ in 2 })),
      ("tree_param", #"{"num_deleted":"0","num_feature":"\#(features)","num_nodes":"\#(nodes.count)","size_leaf_vector":"1"}"#),
    ]
    return "{" + (shuffled ? fields.reversed() : fields).map { #""\#($0.0)":\#($0.1)"# }.joined(separator: ",") + "}"
  }
}
