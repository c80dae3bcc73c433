import Domain
import Foundation
import Inference
import TestSupport
import Testing

@Suite("XGBoost reader, JSON") struct XGBoostReaderTests {
  static func read(_ text: String, limits: ModelLimits = ModelLimits()) throws -> ForestModel {
    try XGBoostReader(limits: limits).read(Array(text.utf8).span, file: "model.json")
  }

  static func refusal(_ text: String, limits: ModelLimits = ModelLimits()) -> Diagnostic? {
    do {
      _ = try read(text, limits: limits)
      return nil
    } catch {
      return error as? Diagnostic
    }
  }

  /// Equal but for the numbers that category sets go by inside a tree, which are a file's own business.
  static func same(_ left: ForestModel, _ right: ForestModel) -> Bool {
    left.objective == right.objective && left.baseMargins == right.baseMargins
      && left.featureNames == right.featureNames && left.trees.count == right.trees.count
      && zip(left.trees, right.trees).allSatisfy { a, b in
        a.group == b.group && a.depth == b.depth && a.nodes.count == b.nodes.count
          && zip(a.nodes, b.nodes).allSatisfy { x, y in
            x.left == y.left && x.right == y.right && x.value.bitPattern == y.value.bitPattern && x.feature == y.feature && x.defaultLeft == y.defaultLeft
              && (x.categorySet < 0 ? nil : a.categorySets[Int(x.categorySet)]) == (y.categorySet < 0 ? nil : b.categorySets[Int(y.categorySet)])
          }
      }
  }

  @Test("reads what was written, in any order of keys and every spelling", arguments: 1...10)
  func roundTrip(seed: UInt64) throws {
    var forests = RandomForests(seed: seed)
    for groups in [1, 3] {
      let model = try forests.model(objective: groups == 1 ? "reg:squarederror" : "multi:softprob", groups: groups)
      var writer = XGBoostText()
      #expect(Self.same(try Self.read(writer.write(model)), model), "seed \(seed)")
      writer.shuffled = true
      writer.flagsAsWords = true
      #expect(Self.same(try Self.read(writer.write(model)), model), "seed \(seed), shuffled")
    }
  }

  @Test("dart scales each tree's leaves by its weight, in single precision") func dart() throws {
    var forests = RandomForests(seed: 21)
    let model = try forests.model(objective: "reg:squarederror")
    let weights = model.trees.indices.map { Float($0 + 1) / 7 }
    let read = try Self.read(XGBoostText(weights: weights).write(model))
    for (index, tree) in read.trees.enumerated() {
      for (node, original) in zip(tree.nodes, model.trees[index].nodes) where node.isLeaf { #expect(node.value == original.value * weights[index]) }
    }
    #expect(Self.refusal(XGBoostText(weights: [1]).write(model))?.code == "model.invalid")
  }

  @Test("takes the weights of dart beside the trees too, without the wrapper, and passes over what it does not know") func dartOfLater() throws {
    var forests = RandomForests(seed: 22)
    let model = try forests.model(objective: "reg:squarederror", trees: 3)
    let plain = XGBoostText(version: "[3,5,0]").write(model)
    let later = plain.replacing(
      #""tree_info":"#, with: #""weight_drop":[0.5,1,0.25],"cats":{"enc":[{"offsets":[0,1],"values":"a"}],"feature_segments":[],"sorted_idx":[]},"tree_info":"#)
    let read = try Self.read(later)
    for (weight, pair) in zip([0.5, 1, 0.25] as [Float], zip(read.trees, model.trees)) {
      for (node, original) in zip(pair.0.nodes, pair.1.nodes) where node.isLeaf { #expect(node.value == original.value * weight) }
    }
    #expect(Self.refusal(later.replacing("[0.5,1,0.25]", with: "[0.5,1]"))?.message.contains("2 weights for 3 trees") == true)
  }

  @Test("keeps the training rows of nodes, and reads a file without them") func covers() throws {
    var forests = RandomForests(seed: 23)
    let text = XGBoostText().write(try forests.model(objective: "reg:squarederror", trees: 2))
    #expect(try Self.read(text).trees[0].nodes[0].cover == 2)
    let bare = try Self.read(text.replacing("sum_hessian", with: "sum_hessia_"))
    #expect(bare.trees[0].nodes[0].cover == 0)
    #expect(Self.refusal(text.replacing(#""sum_hessian":[2.0,"#, with: #""sum_hessian":["#))?.message.contains("sum_hessian") == true)
  }

  @Test(
    "takes the base score in all its forms",
    arguments: [
      ("reg:squarederror", "5E-1", Float(0.5)), ("reg:squarederror", "[4.9665E-1]", 0.49665), ("reg:squarederror", " [ 1.5 ] ", 1.5),
      ("binary:logistic", "5E-1", 0), ("binary:logistic", "[2.5E-1]", -1.0986123), ("count:poisson", "1", 0), ("reg:tweedie", "2.718281828", 1),
      ("binary:hinge", "-3", -3), ("rank:pairwise", "0.5", 0.5),
    ])
  func baseScore(objective: String, text: String, margin: Float) throws {
    var forests = RandomForests(seed: 2)
    let model = try forests.model(objective: objective, trees: 1)
    let read = try Self.read(XGBoostText(baseScore: text).write(model))
    #expect(read.baseMargins.count == 1 && abs(read.baseMargins[0] - margin) <= max(1e-7, abs(margin).ulp * 2), "\(read.baseMargins)")
  }

  @Test("one base score stands for all outputs, as many as outputs one each, another number is refused") func baseScores() throws {
    var forests = RandomForests(seed: 2)
    let model = try forests.model(objective: "multi:softprob", groups: 3)
    #expect(try Self.read(XGBoostText(baseScore: "5E-1").write(model)).baseMargins == [0.5, 0.5, 0.5])
    #expect(try Self.read(XGBoostText(baseScore: "[1,2,3]").write(model)).baseMargins == [1, 2, 3])
    #expect(Self.refusal(XGBoostText(baseScore: "[1,2]").write(model))?.code == "model.invalid")
    for text in ["", "[]", "abc", "NaN", "[1,,2]", "1e99"] { #expect(Self.refusal(XGBoostText(baseScore: text).write(model))?.code == "model.invalid", "\(text)") }
    let binary = try forests.model(objective: "binary:logistic", trees: 1)
    for text in ["-1", "2"] { #expect(Self.refusal(XGBoostText(baseScore: text).write(binary))?.code == "model.invalid", "\(text)") }
    for text in ["0", "1"] { #expect(Self.refusal(XGBoostText(version: "[3,0,0]", baseScore: text).write(binary))?.code == "model.invalid", "\(text)") }
    // Labels of one kind only: XGBoost 3.2.0 prints the margins -13.81551 and 13.74516.
    #expect(abs(try Self.read(XGBoostText(baseScore: "[0E0]").write(binary)).baseMargins[0] + 13.81551) < 1e-5)
    #expect(abs(try Self.read(XGBoostText(baseScore: "[1E0]").write(binary)).baseMargins[0] - 13.74516) < 1e-5)
  }

  @Test("says what, where and what to do for each kind of fault") func faults() throws {
    var forests = RandomForests(seed: 8)
    let text = XGBoostText().write(try forests.model(objective: "reg:squarederror", categorical: false))
    func check(_ damaged: String, _ code: String, _ part: String, _ line: SourceLocation = #_sourceLocation) {
      let refusal = Self.refusal(damaged)
      #expect(refusal?.code == code, sourceLocation: line)
      #expect(refusal?.exitCode == .badData && refusal?.hint?.isEmpty == false, sourceLocation: line)
      #expect(refusal?.message.contains(part) == true, "\(refusal?.message ?? "read")", sourceLocation: line)
      #expect(refusal?.message.hasPrefix("model.json: byte ") == true, sourceLocation: line)
    }
    check("", "model.truncated", "empty")
    check(String(text.prefix(text.count / 2)), "model.truncated", "ends inside")
    check(text + "x", "model.syntax", "byte \(text.utf8.count)")
    check("{}", "model.missing_key", "learner")
    check(text.replacing(#""tree_info""#, with: #""tree_inf_""#), "model.missing_key", "tree_info")
    check(text.replacing(#""split_indices""#, with: #""split_indice_""#), "model.missing_key", "split_indices")
    check(text.replacing(#""base_score""#, with: #""base_scor_""#), "model.missing_key", "base_score")
    check(text.replacing(#""name":"gbtree""#, with: #""name":"gbforest""#), "model.unsupported", "gbforest")
    check(text.replacing(#""name":"gbtree""#, with: #""name":"gblinear""#), "model.missing_key", "weights")
    check(text.replacing("reg:squarederror", with: "my:loss"), "model.unsupported", "my:loss")
    check(text.replacing(#""size_leaf_vector":"1""#, with: #""size_leaf_vector":"3""#), "model.invalid", "leaves of 3 numbers")
    check(text.replacing("[3,2,0]", with: "[4,0,0]"), "model.unsupported", "4.0.0")
    check(text.replacing(#""num_feature":"6""#, with: #""num_feature":"-6""#), "model.invalid", "num_feature")
    check(text.replacing(#""num_feature":"6""#, with: #""num_feature":"99999999""#), "model.limit", "num_feature")
    check(text.replacing(#""num_trees":"13""#, with: #""num_trees":"12""#), "model.invalid", "num_trees")
    check(String(repeating: "[", count: 100_000), "model.unsupported", "JSON")
    check(#"{"a":"# + String(repeating: "[", count: 100_000), "model.limit", "nested")
    check(#"{"version":"# + String(repeating: #"{"a":"#, count: 5000), "model.syntax", "JSON")
  }

  @Test("keeps every bound it names") func limits() throws {
    var forests = RandomForests(seed: 8)
    let model = try forests.model(objective: "reg:squarederror")
    let text = XGBoostText().write(model)
    let nodes = model.trees.map(\.nodes.count).reduce(0, +)
    #expect(Self.refusal(text, limits: ModelLimits(bytes: text.utf8.count - 1))?.code == "model.limit")
    #expect(Self.refusal(text, limits: ModelLimits(bytes: text.utf8.count)) == nil)
    #expect(Self.refusal(text, limits: ModelLimits(trees: 12))?.code == "model.limit")
    #expect(Self.refusal(text, limits: ModelLimits(trees: 13)) == nil)
    #expect(Self.refusal(text, limits: ModelLimits(nodes: nodes - 1))?.code == "model.limit")
    #expect(Self.refusal(text, limits: ModelLimits(nodes: nodes)) == nil)
    #expect(Self.refusal(text, limits: ModelLimits(features: 5))?.code == "model.limit")
    let depth = model.trees.map(\.depth).max() ?? 0
    #expect(Self.refusal(text, limits: ModelLimits(depth: depth - 1))?.code == "model.limit")
    #expect(Self.refusal(text, limits: ModelLimits(depth: depth)) == nil)
  }

  @Test("reads single-precision text to the nearest number", arguments: 1...3)
  func singles(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var values: [Float] = [0, -0.0, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 16_777_218, 0.1, 1e22, 1e-22]
    for _ in 0..<400 {
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      if value.isFinite { values.append(value) }
    }
    var spelled: [(String, Float)] = values.map { (XGBoostText.text($0), $0) }
    for value in values {
      for digits in [7, 9, 12, 17] {
        let text = String(format: "%.\(digits)E", Double(value))
        spelled.append((text, Float(text) ?? .nan))
        // Next to the middle of two singles: where rounding twice goes wrong.
        let middle = (Double(value) + Double(value.nextUp)) / 2
        let near = String(format: "%.17g", middle)
        if middle.isFinite, abs(middle) < 3e38 { spelled.append((near, Float(near) ?? .nan)) }
      }
    }
    let nodes = #""left_children":[-1],"right_children":[-1],"split_indices":[0],"default_left":[0]"#
    for (text, value) in spelled {
      let file = #"""
        {"version":[3,2,0],"learner":{"objective":{"name":"reg:squarederror"},"learner_model_param":{"base_score":"0","num_feature":"1"},"gradient_booster":{"name":"gbtree","model":{"tree_info":[0],"trees":[{\#(nodes),"split_conditions":[\#(text)]}]}}}}
        """#
      #expect(try Self.read(file).trees[0].nodes[0].value.bitPattern == value.bitPattern, "seed \(seed): \(text)")
    }
  }
}
