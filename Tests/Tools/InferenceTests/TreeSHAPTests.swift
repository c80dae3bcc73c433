import Domain
import TestSupport
import Testing

@testable import Inference

@Suite("Tree SHAP") struct TreeSHAPTests {
  /// A tree with the training rows of its questions: every leaf got some, some none.
  private static func covered(_ tree: ForestTree, _ random: inout SeededGenerator, features: Int) throws -> ForestTree {
    var nodes = tree.nodes
    func cover(_ index: Int) -> Float {
      if nodes[index].isLeaf {
        nodes[index].cover = random.next() % 9 == 0 ? 0 : Float(1 + random.next() % 20)
      } else {
        nodes[index].cover = cover(Int(nodes[index].left)) + cover(Int(nodes[index].right))
        // The row that keeps a question from being empty.
        if nodes[index].cover == 0 { nodes[index].cover = 1 }
      }
      return nodes[index].cover
    }
    _ = cover(0)
    return try ForestTree(group: tree.group, nodes: nodes, categorySets: tree.categorySets, featureCount: features, depthLimit: 64)
  }

  private static func model(_ forests: inout RandomForests, groups: Int = 1, features: Int = 6, trees: Int = 5, depth: Int = 6) throws -> ForestModel {
    let plain = try forests.model(objective: groups == 1 ? "binary:logistic" : "multi:softprob", features: features, groups: groups, trees: trees, depth: depth)
    let covered = try plain.trees.map { try Self.covered($0, &forests.random, features: features) }
    return try ForestModel(
      source: plain.source, objective: plain.objective, baseMargins: plain.baseMargins, featureNames: plain.featureNames, trees: covered)
  }

  private static func explain(_ explanation: TreeSHAP, _ row: [Double], _ scratch: inout TreeSHAPScratch) -> [Double] {
    var line = [Double](repeating: .nan, count: explanation.outputCount * (explanation.featureCount + 1))
    var span = line.mutableSpan
    explanation.contributions(row.span, scratch: &scratch, into: &span)
    return line
  }

  @Test("equals the sum over all sets of columns, and sums to the margin, with one scratch for all rows", arguments: 1...8)
  func definition(seed: UInt64) throws {
    var forests = RandomForests(seed: seed)
    for (groups, features, trees, depth) in [(1, 6, 5, 6), (3, 4, 6, 5), (1, 1, 3, 4), (1, 8, 2, 9), (1, 2, 1, 0), (2, 3, 0, 1)] {
      let model = try Self.model(&forests, groups: groups, features: features, trees: trees, depth: depth)
      // A question whose children got nothing loses its rows: no margin can be summed from its shares.
      let whole = model.trees.allSatisfy { tree in
        tree.nodes.allSatisfy { $0.isLeaf || tree.nodes[Int($0.left)].cover + tree.nodes[Int($0.right)].cover == $0.cover }
      }
      for missing in [nil, Float(2)] {
        let explanation = try TreeSHAP(model, missing: missing)
        var scratch = explanation.makeScratch()
        for _ in 0..<6 {
          let row = forests.row(features)
          let found = Self.explain(explanation, row, &scratch)
          let margins = NaiveForest.margins(model, row, missing: missing)
          for group in 0..<groups {
            let line = Array(found[(group * (features + 1))..<((group + 1) * (features + 1))])
            let trees = model.trees.filter { $0.group == group }.map { NaiveShapley.Tree($0, missing: missing) }
            var expected = NaiveShapley.values(trees, row)
            expected[features] += Double(model.baseMargins[group])
            for (got, wanted) in zip(line, expected) { #expect(abs(got - wanted) <= 1e-10, "seed \(seed), row \(row): \(line), not \(expected)") }
            if whole { #expect(abs(line.reduce(0, +) - Double(margins[group])) <= 1e-5, "seed \(seed): the shares of \(row) sum to the margin") }
          }
        }
      }
    }
  }

  @Test("of LightGBM's trees, whatever their questions, equals the sum over all sets", arguments: 1...6)
  func lightGBM(seed: UInt64) throws {
    var maker = LightGBMText(seed: seed)
    for groups in [1, 3] {
      let trees = (0..<(groups * 3)).map { index in
        var tree = maker.tree(leaves: 1 + index * 2)
        tree.leafCounts = tree.leaves.map { _ in 1 + Int(maker.random.next() % 9) }
        func count(_ node: Int32) -> Int {
          node < 0 ? tree.leafCounts[Int(~node)] : count(tree.questions[Int(node)].left) + count(tree.questions[Int(node)].right)
        }
        tree.questionCounts = tree.questions.indices.map { count(Int32($0)) }
        return tree
      }
      let text = LightGBMText.write(trees, features: 5, objective: groups == 1 ? "regression" : "multiclass num_class:3", groups: groups)
      let model = try LightGBMReader().read(Array(text.utf8).span)
      let explanation = try TreeSHAP(model)
      var scratch = explanation.makeScratch()
      for _ in 0..<10 {
        let row = maker.row()
        let found = Self.explain(explanation, row, &scratch)
        var scores = [Double](repeating: 0, count: groups)
        var span = scores.mutableSpan
        model.rawScores(row.span, into: &span)
        for group in 0..<groups {
          let line = Array(found[(group * 6)..<(group * 6 + 6)])
          let expected = NaiveShapley.values(trees.indices.filter { $0 % groups == group }.map { NaiveShapley.Tree(trees[$0]) }, row)
          for (got, wanted) in zip(line, expected) { #expect(abs(got - wanted) <= 1e-11, "seed \(seed), row \(row): \(line), not \(expected)") }
          #expect(abs(line.reduce(0, +) - scores[group]) <= 1e-11)
        }
      }
    }
  }

  @Test("of a linear booster is weight times value, nothing where the value is missing") func linear() throws {
    let objective = try #require(ForestObjective(xgboost: "reg:squarederror"))
    let model = try ForestModel(
      source: "test", objective: objective, baseMargins: [0.5, 1], featureNames: ["a", "b"], trees: [],
      linear: LinearTerm(weights: [1, 2, 3, 4], bias: [10, 20]))
    let explanation = try TreeSHAP(model, missing: -1)
    var scratch = explanation.makeScratch()
    #expect(Self.explain(explanation, [2, .nan], &scratch) == [2, 0, 10.5, 4, 0, 21])
    #expect(Self.explain(explanation, [-1, 3], &scratch) == [0, 9, 10.5, 0, 12, 21])
  }

  @Test("takes nothing from the heap") func allocations() throws {
    var forests = RandomForests(seed: 2)
    let model = try Self.model(&forests, trees: 9)
    let explanation = try TreeSHAP(model)
    var scratch = explanation.makeScratch()
    var line = [Double](repeating: 0, count: 7)
    let row = forests.row(6)
    let made = AllocationCounter.count {
      var span = line.mutableSpan
      for _ in 0..<10 { explanation.contributions(row.span, scratch: &scratch, into: &span) }
    }
    #expect(made == 0, "10 rows took \(String(describing: made)) blocks")
  }

  private static func refusal(_ body: () throws -> TreeSHAP) -> Diagnostic? {
    do {
      _ = try body()
      return nil
    } catch {
      return error as? Diagnostic
    }
  }

  @Test("refuses by name trees without rows, linear leaves, and paths deeper than its bound") func refusals() throws {
    var forests = RandomForests(seed: 1)
    let bare = try forests.model(trees: 3, depth: 5)
    #expect(Self.refusal { try TreeSHAP(bare) }?.message.contains("tree 0 says of node 0 no number of training rows") == true)
    var maker = LightGBMText(seed: 1)
    let text = LightGBMText.write([maker.tree(leaves: 5, isLinear: true)], features: 5)
    let linear = try LightGBMReader().read(Array(text.utf8).span)
    #expect(Self.refusal { try TreeSHAP(linear) }?.message.contains("linear_tree") == true)
    func chain(_ depth: Int) throws -> ForestModel {
      var nodes: [ForestNode] = []
      for index in 0..<depth {
        nodes.append(
          ForestNode(left: Int32(2 * index + 2), right: Int32(2 * index + 1), feature: 0, value: Float(index), defaultLeft: false, cover: Float(depth - index + 1)))
        nodes.append(ForestNode(left: -1, right: -1, feature: 0, value: Float(index), defaultLeft: false, cover: 1))
      }
      nodes.append(ForestNode(left: -1, right: -1, feature: 0, value: -1, defaultLeft: false, cover: 1))
      let tree = try ForestTree(group: 0, nodes: nodes, featureCount: 1, depthLimit: 1024)
      return try ForestModel(source: "test", objective: bare.objective, baseMargins: [0], featureNames: ["x"], trees: [tree])
    }
    let deepest = try TreeSHAP(try chain(TreeSHAP.depthLimit))
    var scratch = deepest.makeScratch()
    let line = Self.explain(deepest, [-5], &scratch)
    #expect(abs(line[0] + line[1] + 1) < 1e-9)
    let refusal = Self.refusal { try TreeSHAP(try chain(TreeSHAP.depthLimit + 1)) }
    #expect(refusal?.code == "model.explanation" && refusal?.exitCode == .badData && refusal?.message.contains("more than 512 questions") == true)
  }
}
