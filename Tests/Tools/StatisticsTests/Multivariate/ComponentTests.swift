import Foundation
import Statistics
import TestSupport
import Testing

@Suite("principal components and held-out tests") struct ComponentTests {
  @Test("errors and residuals are those of rebuilding each row from the kept eigenvectors", arguments: 0..<8 as Range<UInt64>)
  func rebuild(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let x = SampleMatrix.tied(50, columns: 4, correlation: 0.8, &random)
    let y = SampleMatrix.normal(20, means: [0, 0, 0, 0], &random)
    let full = try PrincipalComponents(reference: x, count: 4)
    let trace = full.explainedVariance.reduce(0, +)
    let expected = 4 * 50.0 / 49
    #expect(abs(trace - expected) < 1e-10, "standardised with divisor n: the trace is p n/(n−1)")
    #expect(try full.errors(of: y).allSatisfy { $0 == 0 })
    var last = Double.infinity
    for count in 1...4 {
      let model = try PrincipalComponents(reference: x, count: count)
      let errors = try model.errors(of: x)
      let mean = errors.reduce(0) { $0 + $1 * $1 } / 50
      // What is lost over the reference itself is the sum of the dropped eigenvalues.
      let dropped = model.explainedVariance.dropFirst(count).reduce(0, +) * 49 / 50
      #expect(abs(mean - dropped) < 1e-10, "seed \(seed), \(count) kept")
      let parts = try model.residuals(of: x).reduce(0, +)
      #expect(abs(parts - mean) < 1e-10 && mean <= last, "seed \(seed), \(count) kept")
      last = mean
    }
  }

  @Test("a constant column has no part, and all constant is refused")
  func constants() throws {
    var random = SeededGenerator(seed: 1)
    let x = SampleMatrix.normal(20, means: [0, 0], &random).mapped { [$0[0], 7, $0[1]] }
    let model = try PrincipalComponents(reference: x)
    #expect(model.explainedVariance[2] == 0)
    #expect(throws: MultivariateError.noSpread) { try PrincipalComponents(reference: x.mapped { _ in [1, 2] }) }
    #expect(throws: MultivariateError.self) { try PrincipalComponents(reference: x, count: 4) }
    #expect(throws: MultivariateError.self) { try PrincipalComponents(reference: x, ratio: 0) }
    #expect(throws: MultivariateError.columnsDiffer(reference: 3, current: 2)) { try model.errors(of: x.mapped { [$0[0], $0[1]] }) }
    #expect(throws: MultivariateError.tooFewRows(count: 1, minimum: 2)) { try PrincipalComponents(reference: x.selecting([0])) }
  }

  @Test("a broken tie is seen by reconstruction and by Mahalanobis, and its features named", arguments: 0..<6 as Range<UInt64>)
  func brokenTie(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let x = SampleMatrix.tied(200, columns: 4, correlation: 0.98, &random)
    let y = SampleMatrix.tied(150, columns: 4, correlation: 0, &random)
    let plan = try PermutationPlan(count: 99)
    let rebuilt = try ReconstructionTest(reference: x, current: y, ratio: 0.9, plan: plan, using: &random)
    #expect(rebuilt.pValue == 0.01 && rebuilt.statistic > 0 && rebuilt.effect > 1, "seed \(seed)")
    #expect(Set(rebuilt.contributions.indices.sorted { rebuilt.contributions[$0] > rebuilt.contributions[$1] }.prefix(2)) == [0, 1], "seed \(seed)")
    let distance = try MahalanobisTest(reference: x, current: y, plan: plan, using: &random)
    #expect(distance.pValue == 0.01, "seed \(seed)")
    let total = distance.contributions.reduce(0, +)
    #expect(abs(total - distance.statistic) < 1e-9 * abs(distance.statistic), "seed \(seed)")
    #expect(Set(distance.contributions.indices.sorted { distance.contributions[$0] > distance.contributions[$1] }.prefix(2)) == [0, 1], "seed \(seed)")
  }

  @Test("short references are refused")
  func short() throws {
    var random = SeededGenerator(seed: 1)
    let x = SampleMatrix.normal(20, means: [0, 0], &random)
    let plan = try PermutationPlan(count: 9)
    #expect(throws: MultivariateError.tooFewRows(count: 3, minimum: 4)) {
      try ReconstructionTest(reference: x.selecting([0, 1, 2]), current: x, plan: plan, using: &random)
    }
    #expect(throws: MultivariateError.tooFewRows(count: 5, minimum: 6)) {
      try MahalanobisTest(reference: x.selecting([0, 1, 2, 3, 4]), current: x, plan: plan, using: &random)
    }
  }
}
