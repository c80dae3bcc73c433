import Inference
import TestSupport
import Testing

@Suite("Forest blueprint") struct ForestBlueprintTests {
  private static func compare(_ blueprint: ForestBlueprint, _ maker: inout RandomBlueprints, seed: UInt64, rows count: Int = 70, grain: Int = 8) throws {
    let forest = try CompiledForest(blueprint)
    let features = blueprint.featureNames.count
    let rows = (0..<count).map { _ in maker.row(features, grain: grain) }
    let expected = rows.map { RandomBlueprints.margins(blueprint, $0) }
    for (row, wanted) in zip(rows, expected) {
      var margins = [Double](repeating: 9, count: forest.groupCount)
      var span = margins.mutableSpan
      forest.margins(row.span, into: &span)
      #expect(margins.map(\.bitPattern) == wanted.map(\.bitPattern), "seed \(seed), row \(row)")
      var leaves = [Int32](repeating: -1, count: forest.treeCount)
      var places = leaves.mutableSpan
      forest.leafNumbers(row.span, into: &places)
      #expect(leaves == blueprint.trees.map { $0.numbers[RandomBlueprints.leaf(blueprint, $0, row)] }, "seed \(seed), row \(row)")
      if forest.groupCount == 1 { #expect(forest.score(row.span) == Score(margin: wanted[0], value: wanted[0])) }
    }
    let flat = rows.flatMap { $0 }
    var margins = [Double](repeating: 9, count: count * forest.groupCount)
    var span = margins.mutableSpan
    forest.margins(rows: flat.span, count: count, into: &span)
    #expect(margins.map(\.bitPattern) == expected.flatMap { $0.map(\.bitPattern) }, "seed \(seed), all rows at once")
    guard forest.groupCount == 1 else { return }
    var scores = [Score](repeating: Score(margin: 9, value: 9), count: count)
    var scoreSpan = scores.mutableSpan
    forest.scoreBatch(rows: flat.span, count: count, into: &scoreSpan)
    #expect(scores == expected.map { Score(margin: $0[0], value: $0[0]) }, "seed \(seed), all rows at once")
  }

  @Test("every comparison, rule of what is missing and precision scores as defined, bit for bit", arguments: 1...10)
  func twin(seed: UInt64) throws {
    var maker = RandomBlueprints(seed: seed)
    for inputs in [ForestBlueprint.Precision.single, .double] {
      for sums in [ForestBlueprint.Precision.single, .double] {
        try Self.compare(maker.blueprint(inputs: inputs, sums: sums), &maker, seed: seed)
        try Self.compare(maker.blueprint(trees: 3, depth: 0, inputs: inputs, sums: sums), &maker, seed: seed, rows: 3)
        try Self.compare(maker.blueprint(trees: 12, depth: 30, inputs: inputs, sums: sums, skew: true), &maker, seed: seed)
        try Self.compare(maker.blueprint(outputs: 3, inputs: inputs, sums: sums), &maker, seed: seed, rows: 20)
        try Self.compare(maker.blueprint(outputs: 3, leafWidth: 3, inputs: inputs, sums: sums), &maker, seed: seed, rows: 20)
      }
    }
  }

  @Test("means, least and greatest leaves join as defined", arguments: 1...4)
  func aggregations(seed: UInt64) throws {
    var maker = RandomBlueprints(seed: seed)
    for aggregation in [ForestBlueprint.Aggregation.mean, .minimum, .maximum] {
      for sums in [ForestBlueprint.Precision.single, .double] {
        try Self.compare(maker.blueprint(inputs: .single, sums: sums, aggregation: aggregation), &maker, seed: seed)
        try Self.compare(maker.blueprint(trees: 0, inputs: .single, sums: sums, aggregation: aggregation), &maker, seed: seed, rows: 2)
      }
    }
  }

  @Test("more than 254 thresholds a column and more than 255 columns score the same", arguments: 1...2)
  func wide(seed: UInt64) throws {
    var maker = RandomBlueprints(seed: seed)
    try Self.compare(maker.blueprint(features: 2, trees: 40, depth: 7, inputs: .single, sums: .single, grain: 4000), &maker, seed: seed, grain: 4000)
    try Self.compare(maker.blueprint(features: 2, trees: 40, depth: 7, inputs: .double, sums: .double, grain: 4000), &maker, seed: seed, grain: 4000)
    try Self.compare(maker.blueprint(features: 400, trees: 60, depth: 6, inputs: .single, sums: .single), &maker, seed: seed, rows: 20)
  }

  @Test("refuses every structure that a walk could not end in") func defects() throws {
    var maker = RandomBlueprints(seed: 3)
    let good = maker.blueprint(trees: 1, depth: 0, inputs: .single, sums: .single)
    func defect(_ change: (inout ForestBlueprint) -> Void) -> ForestDefect? {
      var blueprint = good
      blueprint.trees = [
        ForestBlueprint.Tree(
          questions: [ForestBlueprint.Question(feature: 0, comparison: .less, threshold: 1, missingGoesLeft: true, left: ~0, right: ~1)], leaves: [1, 2])
      ]
      change(&blueprint)
      do {
        _ = try CompiledForest(blueprint)
        return nil
      } catch {
        return error
      }
    }
    #expect(defect { _ in } == nil)
    #expect(defect { $0.baseMargins = [] } == .groupOutOfRange(group: 0, count: 0))
    #expect(defect { $0.trees[0].output = 1 } == .groupOutOfRange(group: 1, count: 1))
    #expect(defect { $0.trees[0].output = -1 } == .groupOutOfRange(group: -1, count: 1))
    #expect(defect { $0.trees[0].leaves = [1] } == .emptyTree)
    #expect(defect { $0.trees[0].numbers = [1] } == .emptyTree)
    #expect(defect { $0.trees[0].leaves[1] = .nan } == .badValue(node: 1))
    #expect(defect { $0.trees[0].questions[0].left = 0 } == .reachedTwice(node: 0))
    #expect(defect { $0.trees[0].questions[0].right = ~0 } == .reachedTwice(node: 1))
    #expect(defect { $0.trees[0].questions[0].left = ~2 } == .childOutOfRange(node: 0, child: -3, count: 1))
    #expect(defect { $0.trees[0].questions[0].left = 1 } == .childOutOfRange(node: 0, child: 1, count: 1))
    #expect(defect { $0.trees[0].questions[0].feature = 5 } == .featureOutOfRange(node: 0, feature: 5, count: 5))
    #expect(defect { $0.trees[0].questions[0].threshold = .nan } == .badValue(node: 0))
    #expect(defect { $0.trees[0].questions[0].comparison = .inSet } == .categorySetOutOfRange(node: 0, set: -1))
    #expect(defect { $0.trees[0].sets = [ForestBlueprint.ValueSet(members: [1.5], categoriesAbove: -1)] } == .categorySetOutOfRange(node: 0, set: 0))
  }
}
