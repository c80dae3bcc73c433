import Foundation
import Statistics
import TestSupport
import Testing

/// Without a change, p-values are about uniform: the share below a level stays within what chance allows over the repetitions.
///
/// `FRIDAY_NULL_REPETITIONS` sets how many; the tests are exact at any number, only sharper at more.
@Suite("p-values without a change") struct NullLawTests {
  static let repetitions = ProcessInfo.processInfo.environment["FRIDAY_NULL_REPETITIONS"].flatMap(Int.init) ?? 160

  /// Fails when P(p ≤ level) is above `level` by more than 4.5 standard deviations, for three levels, or when small p-values never come.
  static func check(_ name: String, isConservative: Bool = false, _ draw: (inout SeededGenerator) throws -> Double) rethrows {
    var pValues: [Double] = []
    for seed in 0..<UInt64(repetitions) {
      var random = SeededGenerator(seed: seed &* 104_729 &+ 17)
      pValues.append(try draw(&random))
    }
    for level in [0.1, 0.25, 0.5] {
      let share = Double(pValues.count { $0 <= level }) / Double(repetitions)
      let spread = (level * (1 - level) / Double(repetitions)).squareRoot()
      #expect(share <= level + 4.5 * spread, "\(name): \(share) of the p-values at or below \(level)")
      if !isConservative { #expect(share >= level - 4.5 * spread, "\(name): only \(share) of the p-values at or below \(level)") }
    }
    #expect(pValues.allSatisfy { $0 > 0 && $0 <= 1 }, "\(name)")
  }

  static let plan: PermutationPlan = {
    // 19 is within the plan's bounds.
    try! PermutationPlan(count: 19)
  }()

  static func pair(_ random: inout SeededGenerator, n: Int = 16, m: Int = 20) -> (SampleMatrix, SampleMatrix) {
    (.tied(n, columns: 3, correlation: 0.6, &random), .tied(m, columns: 3, correlation: 0.6, &random))
  }

  @Test("MMD², energy and sliced Wasserstein by permutation")
  func pairwise() throws {
    try Self.check("MMD²") { random in
      let (x, y) = Self.pair(&random)
      return try #require(MaximumMeanDiscrepancy(reference: x, current: y, plan: Self.plan, using: &random).pValue)
    }
    try Self.check("energy") { random in
      let (x, y) = Self.pair(&random)
      return try #require(EnergyTest(reference: x, current: y, plan: Self.plan, using: &random).pValue)
    }
    try Self.check("sliced Wasserstein") { random in
      let (x, y) = Self.pair(&random)
      return try #require(SlicedWassersteinTest(reference: x, current: y, directions: 5, plan: Self.plan, using: &random).pValue)
    }
  }

  @Test("Hotelling by its law, linear MMD² by the normal law")
  func laws() throws {
    try Self.check("Hotelling") { random in
      let (x, y) = Self.pair(&random)
      return try HotellingTest(reference: x, current: y).pValue
    }
    try Self.check("linear MMD²") { random in
      let (x, y) = Self.pair(&random, n: 80, m: 90)
      return try #require(LinearMaximumMeanDiscrepancy(reference: x, current: y, bandwidth: 2).pValue)
    }
  }

  @Test("covariance and correlation by permutation; Box's law for normal rows")
  func covariances() throws {
    try Self.check("covariance") { random in
      let (x, y) = Self.pair(&random, n: 40, m: 50)
      return try #require(CovarianceChangeTest(reference: x, current: y, plan: Self.plan, using: &random).pValue)
    }
    try Self.check("correlation") { random in
      let (x, y) = Self.pair(&random, n: 40, m: 50)
      return try #require(CorrelationChangeTest(reference: x, current: y, plan: Self.plan, using: &random).pValue)
    }
    // No variance at all: the normal law would always reject.
    func cauchy(_ rows: Int, _ random: inout SeededGenerator) -> SampleMatrix {
      SampleMatrix.normal(rows, means: [0, 0, 0, 0], &random).mapped { [$0[0] / $0[3], $0[1] / abs($0[3]), $0[2] / $0[0]] }
    }
    try Self.check("covariance of heavy tails") { random in
      let (x, y) = (cauchy(40, &random), cauchy(50, &random))
      return try #require(CovarianceChangeTest(reference: x, current: y, plan: Self.plan, using: &random).pValue)
    }
    try Self.check("correlation of heavy tails") { random in
      let (x, y) = (cauchy(40, &random), cauchy(50, &random))
      return try #require(CorrelationChangeTest(reference: x, current: y, plan: Self.plan, using: &random).pValue)
    }
    try Self.check("Box's law") { random in
      let (x, y) = Self.pair(&random, n: 40, m: 50)
      return try #require(CovarianceChangeTest(reference: x, current: y).chiSquaredPValue)
    }
  }

  @Test("held-out reconstruction and Mahalanobis, and the classifier by ranks and by permutation")
  func models() throws {
    try Self.check("reconstruction") { random in
      let (x, y) = Self.pair(&random)
      return try ReconstructionTest(reference: x, current: y, plan: Self.plan, using: &random).pValue
    }
    try Self.check("Mahalanobis") { random in
      let (x, y) = Self.pair(&random, n: 20)
      return try MahalanobisTest(reference: x, current: y, plan: Self.plan, using: &random).pValue
    }
    try Self.check("classifier by ranks", isConservative: true) { random in
      let (x, y) = Self.pair(&random)
      return try ClassifierTwoSampleTest(reference: x, current: y, inputs: .linear, using: &random).pValue
    }
    // An AUC of few rows takes few values: ties make p larger.
    try Self.check("classifier by permutation", isConservative: true) { random in
      let (x, y) = Self.pair(&random, n: 8, m: 8)
      return try ClassifierTwoSampleTest(reference: x, current: y, inputs: .linear, law: .permutations(Self.plan), using: &random).pValue
    }
  }

  /// An autoregression of 0.8 in each of two features.
  static func dependent(_ rows: Int, _ random: inout SeededGenerator) throws -> SampleMatrix {
    try SampleMatrix(
      columns: (0..<2).map { _ in
        var value = random.normal() / 0.6
        return (0..<rows).map { _ in
          value = 0.8 * value + random.normal()
          return value
        }
      })
  }

  @Test("of dependent rows hold in blocks, where single rows cry wolf")
  func blocks() throws {
    var alarms = (rows: 0, blocks: 0)
    for seed in 0..<UInt64(Self.repetitions) {
      var random = SeededGenerator(seed: seed &* 31 &+ 5)
      let x = try Self.dependent(150, &random)
      let y = try Self.dependent(150, &random)
      let single = try EnergyTest(reference: x, current: y, plan: PermutationPlan(count: 19), using: &random)
      let blocks = try EnergyTest(reference: x, current: y, plan: PermutationPlan(count: 19, scheme: .blocks(length: 30)), using: &random)
      if (single.pValue ?? 1) <= 0.1 { alarms.rows += 1 }
      if (blocks.pValue ?? 1) <= 0.1 { alarms.blocks += 1 }
    }
    let total = Double(Self.repetitions)
    // Ten blocks: the level is kept about, not exactly; single rows reject most of the time.
    #expect(Double(alarms.blocks) / total <= 0.1 + 0.05 + 4.5 * (0.15 * 0.85 / total).squareRoot(), "\(alarms.blocks) of \(total)")
    #expect(Double(alarms.rows) / total > 0.4, "\(alarms.rows) of \(total)")
  }
}
