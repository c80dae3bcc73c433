import Foundation
@testable import Statistics
import TestSupport
import Testing

@Suite("classifier two-sample test") struct ClassifierTests {
  static func labels(_ sample: SampleMatrix, _ random: inout SeededGenerator) -> [Bool] {
    (0..<sample.rows).map { random.unit() < 1 / (1 + exp(-(0.5 + 2 * sample[$0, 0] - sample[$0, 1]))) }
  }

  @Test("logistic regression stands where the penalised likelihood is flat", arguments: 0..<12 as Range<UInt64>)
  func stationary(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let x = SampleMatrix.normal(60, means: [0, 0, 0], &random)
    let labels = Self.labels(x, &random)
    let ridge = seed % 2 == 0 ? 1.0 : 1e-6
    let model = try LogisticRegression(x, isPositive: labels, ridge: ridge)
    let scores = try model.scores(of: x)
    let residuals = zip(scores, labels).map { ($1 ? 1 : 0) - 1 / (1 + exp(-$0)) }
    #expect(abs(residuals.reduce(0, +)) < 1e-4, "seed \(seed), intercept")
    for feature in 0..<3 {
      let slope = zip(residuals, x.column(feature)).reduce(0) { $0 + $1.0 * $1.1 } - ridge * model.coefficients[feature]
      #expect(abs(slope) < 1e-4, "seed \(seed), feature \(feature): \(slope)")
    }
    #expect(model.iterations < 15, "seed \(seed)")
  }

  @Test("separable labels and labels of one class stay finite")
  func separable() throws {
    let x = try SampleMatrix(columns: [(0..<40).map { Double($0) / 10 - 2 }])
    let model = try LogisticRegression(x, isPositive: (0..<40).map { $0 >= 20 })
    #expect(model.coefficients[0] > 1 && model.coefficients[0] < 100)
    let one = try LogisticRegression(x, isPositive: [Bool](repeating: true, count: 40))
    #expect(one.intercept.isFinite && one.intercept > 5 && abs(one.coefficients[0]) < 1e-3)
    #expect(throws: MultivariateError.self) { try LogisticRegression(x, isPositive: [true]) }
    #expect(throws: MultivariateError.self) { try LogisticRegression(x, isPositive: [Bool](repeating: true, count: 40), ridge: 0) }
    #expect(throws: MultivariateError.columnsDiffer(reference: 1, current: 2)) { try model.scores(of: SampleMatrix(columns: [[1], [2]])) }
  }

  @Test("the area under the curve is the share of pairs in order, ties half", arguments: 0..<20 as Range<UInt64>)
  func area(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...40, using: &random)
    let scores = (0..<count).map { _ in seed % 2 == 0 ? random.normal() : Double(Int.random(in: 0...4, using: &random)) }
    let labels = (0..<count).map { $0 == 0 || ($0 > 1 && random.unit() < 0.5) }
    var wins = 0.0
    for (i, first) in labels.enumerated() where first {
      for (j, second) in labels.enumerated() where !second { wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0 }
    }
    let positives = Double(labels.count { $0 })
    let curve = ReceiverOperatingCurve(scores, isPositive: labels)
    #expect(abs(curve.area - wins / (positives * (Double(count) - positives))) < 1e-12, "seed \(seed)")
  }

  @Test("the area's standard error is that over all arrangements of the labels")
  func spread() {
    let scores: [Double] = [1, 2, 2, 3, 4, 4, 4]
    let areas = (0..<128).filter { $0.nonzeroBitCount == 3 }.map { mask in
      ReceiverOperatingCurve(scores, isPositive: (0..<7).map { mask >> $0 & 1 == 1 }).area
    }
    let variance = areas.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / Double(areas.count)
    let curve = ReceiverOperatingCurve(scores, isPositive: [true, true, true, false, false, false, false])
    #expect(abs(curve.standardError - variance.squareRoot()) < 1e-12)
    #expect(ReceiverOperatingCurve([1, 1, 1], isPositive: [true, false, true]).pValue == 1)
    #expect(ReceiverOperatingCurve([1, 2], isPositive: [true, true]).area == 0.5)
  }

  @Test("sees a shift and names its feature", arguments: 0..<6 as Range<UInt64>)
  func shift(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let x = SampleMatrix.normal(120, means: [0, 0, 0, 0], &random)
    let y = SampleMatrix.normal(120, means: [0, 1.2, 0, 0], &random)
    let test = try ClassifierTwoSampleTest(reference: x, current: y, inputs: .linear, folds: 3, using: &random)
    #expect(test.pValue < 0.01 && test.statistic > 0.7 && test.effect == 2 * test.statistic - 1, "seed \(seed)")
    #expect(test.contributions.indices.max { test.contributions[$0] < test.contributions[$1] } == 1, "seed \(seed)")
    let plan = try PermutationPlan(count: 19)
    let exact = try ClassifierTwoSampleTest(reference: x, current: y, inputs: .linear, law: .permutations(plan), using: &random)
    #expect(exact.pValue == 0.05, "seed \(seed)")
  }

  @Test("sees a broken tie by products of features, where the features alone show nothing", arguments: 0..<4 as Range<UInt64>)
  func products(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let x = SampleMatrix.tied(250, columns: 4, correlation: 0.9, &random)
    let y = SampleMatrix.tied(250, columns: 4, correlation: -0.3, &random)
    let test = try ClassifierTwoSampleTest(reference: x, current: y, inputs: .quadratic, using: &random)
    #expect(test.pValue < 1e-3, "seed \(seed)")
    let order = test.contributions.indices.sorted { test.contributions[$0] > test.contributions[$1] }
    #expect(Set(order.prefix(2)) == [0, 1], "seed \(seed)")
    let blind = try ClassifierTwoSampleTest(reference: x, current: y, inputs: .linear, using: &random)
    #expect(blind.pValue > 1e-3, "seed \(seed)")
  }

  @Test("refuses folds out of range, short samples and a column without spread; takes two-valued features")
  func refusals() throws {
    var random = SeededGenerator(seed: 3)
    let x = SampleMatrix.normal(20, means: [0, 0], &random)
    #expect(throws: MultivariateError.badParameter("folds", value: 1, wanted: "2…20")) {
      try ClassifierTwoSampleTest(reference: x, current: x, folds: 1, using: &random)
    }
    #expect(throws: MultivariateError.tooFewRows(count: 3, minimum: 4)) {
      try ClassifierTwoSampleTest(reference: x.selecting([0, 1, 2]), current: x, using: &random)
    }
    #expect(throws: MultivariateError.constantColumn(1)) {
      try ClassifierTwoSampleTest(reference: x.mapped { [$0[0], 4] }, current: x.mapped { [$0[0], 4] }, using: &random)
    }
    let binary = x.mapped { [$0[0], $0[1] > 0 ? 1 : -1] }
    let test = try ClassifierTwoSampleTest(reference: binary, current: binary, using: &random)
    #expect(test.pValue > 0.05 && test.contributions.count == 2)
  }
}
