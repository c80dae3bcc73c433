import TestSupport

@testable import Inference

/// Seeded LightGBM models of every decision, missing and leaf type, and their text as the library writes it.
struct LightGBMText {
  var random: SeededGenerator
  let features = 5

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func tree(leaves: Int, isLinear: Bool = false, categorical: Bool = true) -> LightGBMTree {
    var tree = LightGBMTree(questions: [], leaves: (0..<leaves).map { _ in random.normal() }, boundaries: [0], words: [], lines: [])
    // Grown leaf by leaf, as the library does: a leaf becomes a question with the old leaf left and a new one right.
    var owner: [(question: Int, left: Bool)?] = [nil]
    for index in 0..<(leaves - 1) {
      let leaf = Int(random.next() % UInt64(index + 1))
      var question = LightGBMTree.Question(
        feature: Int32(random.next() % UInt64(features)), threshold: [0, LightGBMTree.zero, -LightGBMTree.zero, random.normal(), 1.5][Int(random.next() % 5)],
        decision: UInt8(random.next() % 3) << 2 | (random.next() % 2 == 0 ? 2 : 0), left: ~Int32(leaf), right: ~Int32(index + 1))
      if categorical, random.next() % 3 == 0 {
        question.decision = random.next() % 2 == 0 ? 1 : 9
        question.threshold = Double(tree.boundaries.count - 1)
        for _ in 0..<(1 + random.next() % 3) { tree.words.append(UInt32(truncatingIfNeeded: random.next())) }
        tree.boundaries.append(Int32(tree.words.count))
      }
      if let place = owner[leaf] {
        if place.left { tree.questions[place.question].left = Int32(index) } else { tree.questions[place.question].right = Int32(index) }
      }
      tree.questions.append(question)
      owner[leaf] = (index, true)
      owner.append((index, false))
    }
    if isLinear {
      tree.lines = (0..<leaves).map { _ in
        let terms = Int(random.next() % 3)
        return LightGBMTree.Line(
          constant: random.normal(), features: (0..<terms).map { _ in Int32(random.next() % UInt64(features)) },
          coefficients: (0..<terms).map { _ in random.normal() })
      }
    }
    return tree
  }

  mutating func row() -> [Double] {
    (0..<features).map { _ in
      [.nan, 0, -0.0, 1e-36, LightGBMTree.zero, -LightGBMTree.zero, 2e-35, .infinity, -.infinity, 1.5, -0.9, 2_147_483_648, 40.5, Double(random.next() % 100), random.normal()][
        Int(random.next() % 15)]
    }
  }

  static func write(_ trees: [LightGBMTree], features: Int, objective: String? = "binary sigmoid:1", groups: Int = 1, averages: Bool = false) -> String {
    func list(_ values: [some CustomStringConvertible]) -> String { values.map(\.description).joined(separator: " ") }
    var text = "tree\nversion=v4\n"
    if averages { text += "average_output\n" }
    text += "num_class=\(groups)\nnum_tree_per_iteration=\(groups)\nlabel_index=0\nmax_feature_idx=\(features - 1)\n"
    if let objective { text += "objective=\(objective)\n" }
    text += "feature_names=\(list((0..<features).map { "a=\($0)" }))\nfeature_infos=none\ntree_sizes=0\n\n"
    for (index, tree) in trees.enumerated() {
      text += "Tree=\(index)\nnum_leaves=\(tree.leaves.count)\nnum_cat=\(tree.boundaries.count - 1)\n"
      if !tree.questions.isEmpty {
        text += "split_feature=\(list(tree.questions.map(\.feature)))\nsplit_gain=1\nthreshold=\(list(tree.questions.map(\.threshold)))\n"
        text += "decision_type=\(list(tree.questions.map(\.decision)))\nleft_child=\(list(tree.questions.map(\.left)))\nright_child=\(list(tree.questions.map(\.right)))\n"
      }
      text += "leaf_value=\(list(tree.leaves))\n"
      if !tree.leafCounts.isEmpty { text += "leaf_count=\(list(tree.leafCounts))\ninternal_count=\(list(tree.questionCounts))\n" }
      if tree.boundaries.count > 1 { text += "cat_boundaries=\(list(tree.boundaries))\ncat_threshold=\(list(tree.words))\n" }
      text += "is_linear=\(tree.lines.isEmpty ? 0 : 1)\n"
      if !tree.lines.isEmpty {
        text += "leaf_const=\(list(tree.lines.map(\.constant)))\nnum_features=\(list(tree.lines.map(\.features.count)))\n"
        text += "leaf_features=\(list(tree.lines.flatMap(\.features)))\nleaf_coeff=\(list(tree.lines.flatMap(\.coefficients)))\n"
      }
      text += "shrinkage=1\n\n\n"
    }
    return text + "end of trees\n\nfeature_importances:\n\nparameters:\n[boosting: gbdt]\nend of parameters\n\npandas_categorical:null\n"
  }

  /// The leaf by the definition, written out apart from the reader's tree.
  static func leaf(_ tree: LightGBMTree, _ row: [Double]) -> Int {
    var next: Int32 = tree.questions.isEmpty ? -1 : 0
    while next >= 0 {
      let question = tree.questions[Int(next)]
      var value = row[Int(question.feature)]
      if value >= -1.0000000180025095e-35, value <= 1.0000000180025095e-35 { value = 0 }
      let (missing, defaultLeft) = (question.decision / 4 % 4, question.decision / 2 % 2 == 1)
      var left = false
      if question.decision % 2 == 1 {
        if value == value, abs(value) < 2_147_483_648, value.rounded(.towardZero) >= 0 {
          let category = Int(value)
          let set = Int(question.threshold)
          let words = Array(tree.words[Int(tree.boundaries[set])..<Int(tree.boundaries[set + 1])])
          var members: Set<Int> = []
          for (index, word) in words.enumerated() {
            for bit in 0..<32 where word & (1 << UInt32(bit)) != 0 { members.insert(index * 32 + bit) }
          }
          left = members.contains(category)
        }
      } else if missing == 2, value != value {
        left = defaultLeft
      } else {
        if value != value { value = 0 }
        left = missing == 1 && value == 0 ? defaultLeft : value <= question.threshold
      }
      next = left ? question.left : question.right
    }
    return Int(-next - 1)
  }
}
