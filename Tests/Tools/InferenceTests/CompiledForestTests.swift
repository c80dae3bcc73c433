import Inference
import TestSupport
import Testing

@Suite("Compiled forest") struct CompiledForestTests {
  private static func margins(_ forest: CompiledForest, _ row: [Double]) -> [Double] {
    var margins = [Double](repeating: 0, count: forest.groupCount)
    var span = margins.mutableSpan
    forest.margins(row.span, into: &span)
    return margins
  }

  @Test("equals a walk node by node, bit for bit, for every shape of forest", arguments: 1...12)
  func twin(seed: UInt64) throws {
    var forests = RandomForests(seed: seed)
    for (trees, depth, groups) in [(0, 3, 1), (1, 0, 1), (7, 6, 1), (8, 2, 1), (21, 9, 3)] {
      let model = try forests.model(objective: groups == 1 ? "binary:logistic" : "multi:softprob", groups: groups, trees: trees, depth: depth)
      for missing in [nil, Float(0), 2.5] {
        let forest = CompiledForest(model, missing: missing)
        for _ in 0..<60 {
          let row = forests.row(model.featureCount)
          let expected = NaiveForest.margins(model, row, missing: missing).map { Double($0) }
          #expect(
            Self.margins(forest, row).map(\.bitPattern) == expected.map(\.bitPattern), "seed \(seed), \(trees) trees, row \(row), missing \(String(describing: missing))")
          if groups == 1 { #expect(forest.score(row.span).margin.bitPattern == expected[0].bitPattern) }
        }
      }
    }
  }

  @Test("a model of more columns than a byte counts scores the same", arguments: [250, 600])
  func wide(features: Int) throws {
    var forests = RandomForests(seed: UInt64(features))
    let model = try forests.model(features: features, trees: 300, depth: 6)
    let forest = CompiledForest(model)
    for _ in 0..<30 {
      let row = forests.row(features)
      #expect(forest.score(row.span).margin.bitPattern == Double(NaiveForest.margins(model, row)[0]).bitPattern)
    }
  }

  @Test("doubles are rounded to single precision before they are compared") func rounding() throws {
    let nodes = [ForestNode(left: 1, right: 2, feature: 0, value: 0.1, defaultLeft: false), .leaf(1), .leaf(2)]
    let tree = try ForestTree(group: 0, nodes: nodes, featureCount: 1, depthLimit: 4)
    let objective = try #require(ForestObjective(xgboost: "reg:squarederror"))
    let forest = CompiledForest(try ForestModel(source: "test", objective: objective, baseMargins: [0], featureNames: ["x"], trees: [tree]))
    #expect(forest.score([0.1].span).value == 2)  // Float(0.1) is not below Float(0.1)
    #expect(forest.score([Double(Float(0.1).nextDown)].span).value == 1)
    #expect(forest.score([0.1 - 1e-12].span).value == 2)
  }

  @Test("no call allocates, of one row or many, one output or several, 6 columns or 600", arguments: [6, 600], [1, 3])
  func allocations(features: Int, groups: Int) throws {
    var forests = RandomForests(seed: 3)
    let forest = CompiledForest(try forests.model(objective: groups == 1 ? "binary:logistic" : "multi:softprob", features: features, groups: groups, trees: 12, depth: 5))
    let row = forests.row(features)
    let rows = (0..<70).flatMap { _ in forests.row(features) }
    var margins = [Double](repeating: 0, count: 70 * groups)
    var values = [Double](repeating: 0, count: groups)
    var leaves = [Int32](repeating: 0, count: 12)
    var scores = [Score](repeating: Score(margin: 0, value: 0), count: 70)
    var sum = 0.0
    func calls() {
      var marginSpan = margins.mutableSpan
      forest.margins(rows: rows.span, count: 70, into: &marginSpan)
      var valueSpan = values.mutableSpan
      forest.values(row.span, into: &valueSpan)
      var leafSpan = leaves.mutableSpan
      forest.leafNumbers(row.span, into: &leafSpan)
      guard groups == 1 else { return }
      sum += forest.score(row.span).value
      var scoreSpan = scores.mutableSpan
      forest.scoreBatch(rows: rows.span, count: 70, into: &scoreSpan)
    }
    calls()  // the first call of a program lays out types
    let made = AllocationCounter.count { for _ in 0..<20 { calls() } }
    #expect(made == 0, "20 rounds of calls took \(String(describing: made)) blocks from the heap")
    #expect(sum.isFinite)
  }

  @Test("is the same from every thread at once") func threads() async throws {
    var forests = RandomForests(seed: 4)
    let model = try forests.model(trees: 30)
    let forest = CompiledForest(model)
    let rows = (0..<40).map { _ in forests.row(6) }
    let expected = rows.map { Double(NaiveForest.margins(model, $0)[0]).bitPattern }
    await withTaskGroup(of: [UInt64].self) { group in
      for _ in 0..<6 { group.addTask { rows.map { forest.score($0.span).margin.bitPattern } } }
      for await found in group { #expect(found == expected) }
    }
  }
}
