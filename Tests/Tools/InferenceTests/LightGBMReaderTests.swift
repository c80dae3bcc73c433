import Domain
import TestSupport
import Testing

@testable import Inference

@Suite("LightGBM reader") struct LightGBMReaderTests {
  private static func read(_ text: String, limits: ModelLimits = ModelLimits()) throws(Diagnostic) -> LightGBMModel {
    try LightGBMReader(limits: limits).read(Array(text.utf8).span, file: "model.txt")
  }

  static func refusal(_ text: String, limits: ModelLimits = ModelLimits()) -> Diagnostic? {
    do {
      _ = try read(text, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test("reads what was written, with either line end, and scores it as the definition says", arguments: 1...10)
  func twin(seed: UInt64) throws {
    var maker = LightGBMText(seed: seed)
    for (groups, isLinear, averages) in [(1, false, false), (3, false, false), (1, true, false), (1, false, true)] {
      let trees = (0..<(groups * 4)).map { maker.tree(leaves: 1 + $0 * 3, isLinear: isLinear && $0 > 0) }
      let text = LightGBMText.write(trees, features: maker.features, objective: groups == 1 ? "regression" : "multiclass num_class:3", groups: groups, averages: averages)
      let model = try Self.read(text)
      #expect(model.trees == trees && model.featureNames == (0..<5).map { "a=\($0)" } && model.averages == averages, "seed \(seed)")
      #expect(try Self.read(text.replacing("\n", with: "\r\n")) == model)
      let forest = CompiledForest(model)
      for _ in 0..<60 {
        let row = maker.row()
        var expected = [Double](repeating: 0, count: groups)
        for (index, tree) in trees.enumerated() {
          let leaf = LightGBMText.leaf(tree, row)
          var value = tree.leaves[leaf]
          if !tree.lines.isEmpty, !tree.lines[leaf].features.contains(where: { row[Int($0)].isNaN }) {
            value = tree.lines[leaf].constant
            for (feature, coefficient) in zip(tree.lines[leaf].features, tree.lines[leaf].coefficients) {
              let raw = row[Int(feature)]
              value += coefficient * (abs(raw) <= 1.0000000180025095e-35 ? 0 : raw)
            }
          }
          expected[index % groups] += value
        }
        var scores = [Double](repeating: 9, count: groups)
        var span = scores.mutableSpan
        model.rawScores(row.span, into: &span)
        #expect(scores.map(\.bitPattern) == expected.map(\.bitPattern), "seed \(seed), row \(row)")
        var margins = [Double](repeating: 9, count: groups)
        var marginSpan = margins.mutableSpan
        forest.margins(row.span, into: &marginSpan)
        #expect(margins.map(\.bitPattern) == expected.map(\.bitPattern), "seed \(seed), row \(row), compiled")
        if averages {
          #expect(forest.score(row.span) == Score(margin: expected[0], value: expected[0] / Double(trees.count)), "seed \(seed), compiled")
          var values = [0.0]
          var valueSpan = values.mutableSpan
          model.values(row.span, into: &valueSpan)
          #expect(values[0].bitPattern == (expected[0] / Double(trees.count)).bitPattern, "seed \(seed): a forest's value is a mean, its raw score a sum")
        }
      }
    }
  }

  @Test(
    "knows what each objective's scores mean",
    arguments: [
      ("binary sigmoid:2", 0.5, 0.7310585786300049), ("cross_entropy", 0.5, 0.6224593312018546), ("poisson", 0.5, 1.6487212707001282),
      ("gamma", 0.5, 1.6487212707001282),
      ("tweedie tweedie_variance_power:1.5", 0.5, 1.6487212707001282), ("cross_entropy_lambda", 0.5, 0.9740769841801067), ("regression sqrt", -3, -9), ("regression", -3, -3),
      ("huber", 2, 2), ("quantile", 2, 2), ("mape", 2, 2), ("lambdarank", 2, 2), ("multiclassova num_class:1 sigmoid:1", 0, 0.5), ("fair", 2, 2),
    ] as [(String, Double, Double)])
  func objectives(text: String, raw: Double, value: Double) throws {
    let tree = LightGBMTree(questions: [], leaves: [raw], boundaries: [0], words: [], lines: [])
    let model = try Self.read(LightGBMText.write([tree], features: 1, objective: text))
    var values = [0.0]
    var span = values.mutableSpan
    model.values([0].span, into: &span)
    #expect(abs(values[0] - value) <= 2 * value.ulp.magnitude, "\(text): \(values[0])")
  }

  @Test("a model without an objective, of an own loss, gives its raw scores") func customLoss() throws {
    let tree = LightGBMTree(questions: [], leaves: [2.5], boundaries: [0], words: [], lines: [])
    let model = try Self.read(LightGBMText.write([tree], features: 1, objective: nil))
    var values = [0.0]
    var span = values.mutableSpan
    model.values([0].span, into: &span)
    #expect(values == [2.5])
  }

  @Test("says what and where for each kind of fault") func faults() throws {
    var maker = LightGBMText(seed: 4)
    let text = LightGBMText.write([maker.tree(leaves: 6, categorical: false)], features: maker.features)
    func check(_ damaged: String, _ code: String, _ part: String, _ line: SourceLocation = #_sourceLocation) {
      let refusal = Self.refusal(damaged)
      #expect(refusal?.code == code && refusal?.exitCode == .badData && refusal?.hint?.isEmpty == false, sourceLocation: line)
      #expect(refusal?.message.contains(part) == true && refusal?.message.contains("byte ") == true, "\(refusal?.message ?? "read")", sourceLocation: line)
    }
    check(String(text.prefix(while: { $0 != "T" })), "model.truncated", "end of trees")
    check(text.replacing("leaf_value=", with: "leaf_valu="), "model.missing_key", "leaf_value")
    check(text.replacing("max_feature_idx", with: "max_feature_id"), "model.missing_key", "max_feature_idx")
    check(text.replacing("objective=binary", with: "objective=mine"), "model.unsupported", "mine")
    check(text.replacing("num_leaves=6", with: "num_leaves=7"), "model.invalid", "7 are expected")
    check(text.replacing("num_leaves=6", with: "num_leaves=-1"), "model.invalid", "num_leaves")
    check(text.replacing("Tree=0", with: "Tree=1"), "model.invalid", "tree 0 is expected")
    check(text.replacing("feature_names=a=0 ", with: "feature_names="), "model.invalid", "names")
    check("{}", "model.unsupported", "LightGBM")
    #expect(Self.refusal(text, limits: ModelLimits(nodes: 5))?.code == "model.limit")
    #expect(Self.refusal(text, limits: ModelLimits(features: 4))?.code == "model.limit")
    #expect(Self.refusal(text, limits: ModelLimits(bytes: 10))?.code == "model.limit")
  }

  @Test("refuses every structure that a walk could not end in") func structure() throws {
    var maker = LightGBMText(seed: 9)
    let good = maker.tree(leaves: 8)
    #expect(good.defect(featureCount: 5) == nil)
    func damaged(_ change: (inout LightGBMTree) -> Void) -> String? {
      var tree = good
      change(&tree)
      return tree.defect(featureCount: 5)
    }
    #expect(damaged { $0.questions[3].left = 0 } != nil)
    #expect(damaged { $0.questions[0].right = 99 } != nil)
    #expect(damaged { $0.questions[0].left = -99 } != nil)
    #expect(damaged { $0.questions[0].feature = 5 } != nil)
    #expect(damaged { $0.questions[0].decision = 12 } != nil)
    #expect(damaged { $0.questions[0].decision = 2; $0.questions[0].threshold = .nan } != nil)
    #expect(damaged { $0.questions[0].decision = 1; $0.questions[0].threshold = 1e6 } != nil)
    #expect(damaged { $0.leaves[0] = .infinity } != nil)
    #expect(damaged { $0.boundaries.append(10_000) } != nil)
    #expect(damaged { $0.questions.removeLast() } != nil)
  }
}
