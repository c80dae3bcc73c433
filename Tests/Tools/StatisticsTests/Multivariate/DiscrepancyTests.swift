import Foundation
import Statistics
import TestSupport
import Testing

@Suite("maximum mean discrepancy and energy") struct DiscrepancyTests {
  /// Estimates from the definition, for rows dealt by `isReference` over the pooled rows.
  static func naive(_ pooled: [[Double]], _ isReference: [Bool], kernel: (Double) -> Double) -> (unbiased: Double, biased: Double) {
    var (xx, yy, xy, n, m) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for i in pooled.indices {
      if isReference[i] { n += 1 } else { m += 1 }
      for j in pooled.indices where i != j {
        let k = kernel(zip(pooled[i], pooled[j]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot())
        switch (isReference[i], isReference[j]) {
        case (true, true): xx += k
        case (false, false): yy += k
        default: xy += k / 2
        }
      }
    }
    let own = kernel(0)
    return (
      xx / (n * (n - 1)) + yy / (m * (m - 1)) - 2 * xy / (n * m),
      (xx + n * own) / (n * n) + (yy + m * own) / (m * m) - 2 * xy / (n * m)
    )
  }

  static func rows(_ sample: SampleMatrix) -> [[Double]] { (0..<sample.rows).map { row in (0..<sample.columns).map { sample[row, $0] } } }

  @Test("are what their definitions say, whatever the sizes", arguments: 0..<20 as Range<UInt64>)
  func definitions(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let columns = Int.random(in: 1...4, using: &random)
    let x = SampleMatrix.normal(Int.random(in: 2...20, using: &random), means: [Double](repeating: 0, count: columns), &random)
    let y = SampleMatrix.normal(Int.random(in: 2...20, using: &random), means: [Double](repeating: 0.5, count: columns), &random)
    let sigma = 0.3 + random.unit() * 3
    let pooled = Self.rows(x) + Self.rows(y)
    let isReference = [Bool](repeating: true, count: x.rows) + [Bool](repeating: false, count: y.rows)
    let found = try MaximumMeanDiscrepancy(reference: x, current: y, bandwidth: sigma)
    let expected = Self.naive(pooled, isReference) { exp(-$0 * $0 / (2 * sigma * sigma)) }
    #expect(abs(found.unbiased - expected.unbiased) < 1e-13 && abs(found.biased - expected.biased) < 1e-13, "seed \(seed)")
    let energy = try EnergyTest(reference: x, current: y).statistic
    #expect(abs(energy + Self.naive(pooled, isReference) { $0 }.biased) < 1e-12, "seed \(seed)")
  }

  @Test("count the permutations that reach the observed value", arguments: 0..<6 as Range<UInt64>)
  func permutations(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (n, m) = seed % 2 == 0 ? (7, 11) : (12, 5)
    let x = SampleMatrix.normal(n, means: [0, 0], &random)
    let y = SampleMatrix.normal(m, means: [0.8, 0], &random)
    let plan = try PermutationPlan(count: 40)
    let found = try MaximumMeanDiscrepancy(reference: x, current: y, bandwidth: 1, plan: plan, using: &random)
    let energy = try EnergyTest(reference: x, current: y, plan: plan, using: &random)
    #expect(found.permuted.count == 40 && energy.permuted.count == 40 && Set(found.permuted).count > 30, "seed \(seed)")
    let reached = found.permuted.count { $0 >= found.unbiased }
    #expect(found.pValue == Double(reached + 1) / 41, "seed \(seed)")
    let energyReached = energy.permuted.count { $0 >= energy.statistic }
    #expect(energy.pValue == Double(energyReached + 1) / 41, "seed \(seed)")
  }

  @Test("the null law of every split of 3 and 3 is what permutations draw from")
  func enumeration() throws {
    var random = SeededGenerator(seed: 3)
    let x = SampleMatrix.normal(3, means: [0, 0], &random)
    let y = SampleMatrix.normal(3, means: [1, 0], &random)
    let pooled = Self.rows(x) + Self.rows(y)
    let splits = (0..<64).filter { $0.nonzeroBitCount == 3 }.map { mask in (0..<6).map { mask >> $0 & 1 == 1 } }
    let law = splits.map { split in Self.naive(pooled, split) { exp(-$0 * $0 / 2) }.unbiased }
    let found = try MaximumMeanDiscrepancy(reference: x, current: y, bandwidth: 1, plan: PermutationPlan(count: 4000), using: &random)
    for value in found.permuted { #expect(law.contains { abs($0 - value) < 1e-13 }) }
    // Every one of the 20 splits as often as the others: 200 each, standard deviation 13.8. Complementary splits share a value.
    for value in law {
      let expected = Double(law.count { abs($0 - value) < 1e-12 }) * 200
      let drawn = Double(found.permuted.count { abs($0 - value) < 1e-12 })
      #expect(abs(drawn - expected) < 6 * expected.squareRoot(), "\(drawn) for \(expected)")
    }
  }

  @Test("contributions are half the derivative along each feature's scale", arguments: 0..<6 as Range<UInt64>)
  func derivative(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let x = SampleMatrix.normal(15, means: [0, 0, 0], &random)
    let y = SampleMatrix.normal(12, means: [1, 0, 0], &random)
    let found = try MaximumMeanDiscrepancy(reference: x, current: y, bandwidth: 1.5)
    let contributions = try found.contributions(reference: x, current: y)
    let linearParts = try LinearMaximumMeanDiscrepancy(reference: x, current: y, bandwidth: 1.5).contributions
    let step = 1e-5
    for feature in 0..<3 {
      func stretched(_ factor: Double) throws -> (quadratic: Double, linear: Double) {
        func stretch(_ sample: SampleMatrix) -> SampleMatrix { sample.mapped { row in row.enumerated().map { $0 == feature ? $1 * factor : $1 } } }
        let (u, v) = (stretch(x), stretch(y))
        return try (
          MaximumMeanDiscrepancy(reference: u, current: v, bandwidth: 1.5).biased,
          LinearMaximumMeanDiscrepancy(reference: u, current: v, bandwidth: 1.5).statistic
        )
      }
      let (above, below) = try (stretched(1 + step), stretched(1 - step))
      let slope = (above.quadratic - below.quadratic) / (4 * step)
      let linear = (above.linear - below.linear) / (4 * step)
      #expect(abs(linearParts[feature] - linear) < 1e-7, "seed \(seed), feature \(feature) in linear time")
      #expect(abs(contributions[feature] - slope) < 1e-7, "seed \(seed), feature \(feature): \(contributions[feature]) for \(slope)")
    }
    let shares = try EnergyTest.contributions(reference: x, current: y)
    let energy = try EnergyTest(reference: x, current: y).statistic
    #expect(abs(shares.reduce(0, +) - energy) < 1e-12, "seed \(seed): energy's shares sum to it")
  }

  @Test("linear time: the mean of the pairs' terms, and none without a second pair")
  func linear() throws {
    var random = SeededGenerator(seed: 9)
    let x = SampleMatrix.normal(7, means: [0, 0], &random)
    let y = SampleMatrix.normal(9, means: [0, 0], &random)
    let found = try LinearMaximumMeanDiscrepancy(reference: x, current: y, bandwidth: 1)
    #expect(found.pairs == 3 && found.standardError != nil)
    let (a, b) = (Self.rows(x), Self.rows(y))
    func k(_ u: [Double], _ v: [Double]) -> Double { exp(-zip(u, v).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 2) }
    let terms = (0..<3).map { k(a[2 * $0], a[2 * $0 + 1]) + k(b[2 * $0], b[2 * $0 + 1]) - k(a[2 * $0], b[2 * $0 + 1]) - k(a[2 * $0 + 1], b[2 * $0]) }
    #expect(abs(found.statistic - terms.reduce(0, +) / 3) < 1e-15)
    let small = try LinearMaximumMeanDiscrepancy(reference: x.selecting([0, 1]), current: y, bandwidth: 1)
    #expect(small.pairs == 1 && small.standardError == nil && small.pValue == nil)
  }

  @Test("refuse what has no answer, by name")
  func refusals() throws {
    var random = SeededGenerator(seed: 1)
    let x = SampleMatrix.normal(5, means: [0, 0], &random)
    let constant = try SampleMatrix(columns: [[Double](repeating: 2, count: 6), [Double](repeating: 3, count: 6)])
    #expect(throws: MultivariateError.noSpread) { try MaximumMeanDiscrepancy(reference: constant, current: constant) }
    #expect(throws: MultivariateError.badParameter("bandwidth", value: 0, wanted: "a finite length above 0")) {
      try MaximumMeanDiscrepancy(reference: x, current: x, bandwidth: 0)
    }
    #expect(throws: MultivariateError.tooFewRows(count: 1, minimum: 2)) { try MaximumMeanDiscrepancy(reference: x, current: x.selecting([0])) }
    #expect(throws: MultivariateError.columnsDiffer(reference: 2, current: 1)) {
      try EnergyTest(reference: x, current: SampleMatrix(columns: [[1, 2]]))
    }
    let long = try SampleMatrix(columns: [[Double](repeating: 0, count: 65_536)])
    #expect(throws: MultivariateError.tooManyRows(count: 65_537, maximum: 65_536)) {
      try EnergyTest(reference: long, current: SampleMatrix(columns: [[1]]))
    }
    let same = try MaximumMeanDiscrepancy(reference: x, current: x, bandwidth: 1)
    #expect(abs(same.biased) < 1e-15 && same.unbiased < 0 && same.effect == 0)
    #expect(try EnergyTest(reference: x, current: x).statistic < 1e-15)
  }
}
