import Foundation
@testable import Statistics
import Testing
import TestSupport

@Suite("multiple testing") struct MultipleTestingTests {
  /// The step-down and step-up procedures as they are told: reject hypotheses, not adjust p-values.
  static func rejections(_ rule: PValueAdjustment, _ p: [Double], _ alpha: Double) -> Set<Int> {
    let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    let count = Double(p.count)
    let harmonic = (1...p.count).reduce(0) { $0 + 1 / Double($1) }
    switch rule {
    case .bonferroni: return Set(p.indices.filter { p[$0] * count <= alpha })
    case .holm:
      var kept: Set<Int> = []
      for (rank, index) in order.enumerated() {
        if p[index] * (count - Double(rank)) > alpha { break }
        kept.insert(index)
      }
      return kept
    case .benjaminiHochberg, .benjaminiYekutieli:
      let factor = rule == .benjaminiHochberg ? 1 : harmonic
      let last = order.indices.last { p[order[$0]] * count * factor / Double($0 + 1) <= alpha }
      return Set(last.map { order.prefix($0 + 1) } ?? [])
    }
  }

  @Test("adjusted p-values reject exactly what the procedures reject, at every level", arguments: PValueAdjustment.allCases)
  func procedures(rule: PValueAdjustment) {
    for seed in 0..<80 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let p = (0..<(1 + Int(seed % 25))).map { _ in (random.unit() * 40).rounded() / 40 * (Bool.random(using: &random) ? 0.02 : 1) }
      let adjusted = rule.adjusted(p)
      for alpha in [0.011, 0.053, 0.107, 0.51] {
        #expect(Set(adjusted.indices.filter { adjusted[$0] <= alpha }) == Self.rejections(rule, p, alpha), "seed \(seed) \(alpha) \(p)")
      }
      #expect(zip(p, adjusted).allSatisfy { $0 <= $1 * (1 + 1e-14) && $1 <= 1 }, "seed \(seed)")
    }
  }

  @Test("Bonferroni ≥ Holm ≥ BH and BY ≥ BH; NaN counts as 1")
  func order() {
    for seed in 0..<20 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let p = (0..<15).map { _ in random.unit() * random.unit() }
      let (bonferroni, holm) = (PValueAdjustment.bonferroni.adjusted(p), PValueAdjustment.holm.adjusted(p))
      let (bh, by) = (PValueAdjustment.benjaminiHochberg.adjusted(p), PValueAdjustment.benjaminiYekutieli.adjusted(p))
      for index in p.indices { #expect(bonferroni[index] >= holm[index] && holm[index] >= bh[index] - 1e-15 && by[index] >= bh[index]) }
    }
    for rule in PValueAdjustment.allCases {
      #expect(rule.adjusted([]).isEmpty && rule.adjusted([.nan, 0.5]) == rule.adjusted([1, 0.5]))
    }
  }

  @Test("e-BH rejects the k largest e-values that together suffice")
  func eBH() {
    #expect(EValues.rejected([100, 50, 30, 1], alpha: 0.05) == [0, 1, 2])
    #expect(EValues.rejected([79, 1, 1, 1], alpha: 0.05) == [] && EValues.rejected([80, 1, 1, 1], alpha: 0.05) == [0])
    #expect(EValues.rejected([], alpha: 0.1) == [] && EValues.rejected([.nan, .infinity], alpha: 0.1) == [1])
    #expect(EValues.calibrated(0.04) == 2.5 && abs(EValues.calibrated(0.04, kappa: 0.2) - 0.2 * pow(0.04, -0.8)) < 1e-12)
  }

  /// Levels of the whole sequence by the formulas, from scratch at every test.
  static func lordLevels(_ p: [Double], alpha: Double, wealth: Double) -> [Double] {
    var levels: [Double] = []
    var rejected: [Int] = []
    for t in 1...p.count {
      var level = LORD.gamma(t) * wealth
      for (rank, time) in rejected.enumerated() { level += (rank == 0 ? alpha - wealth : alpha) * LORD.gamma(t - time) }
      levels.append(level)
      if p[t - 1] <= level { rejected.append(t) }
    }
    return levels
  }

  static func saffronLevels(_ p: [Double], alpha: Double, lambda: Double, wealth: Double) -> [Double] {
    var levels: [Double] = []
    var rejected: [Int] = []
    for t in 1...p.count {
      func candidates(after time: Int) -> Int { (time + 1..<max(t, time + 1)).count { p[$0 - 1] <= lambda } }
      var sum = wealth * SAFFRON.gamma(t - candidates(after: 0))
      for (rank, time) in rejected.enumerated() { sum += (rank == 0 ? alpha - wealth : alpha) * SAFFRON.gamma(t - time - candidates(after: time)) }
      let level = min(lambda, (1 - lambda) * sum)
      levels.append(level)
      if p[t - 1] <= level { rejected.append(t) }
    }
    return levels
  }

  @Test("LORD++ and SAFFRON give the levels of their formulas")
  func onlineTwins() {
    for seed in 0..<6 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let p = (0..<100).map { _ in random.unit() * (random.unit() < 0.3 ? 1e-4 : 1) }
      var lord = LORD(alpha: 0.05)
      var saffron = SAFFRON(alpha: 0.05)
      let wanted = Self.lordLevels(p, alpha: 0.05, wealth: 0.005)
      let wantedSaffron = Self.saffronLevels(p, alpha: 0.05, lambda: 0.5, wealth: 0.025)
      for (index, value) in p.enumerated() {
        let (one, two) = (lord.decide(value), saffron.decide(value))
        #expect(abs(one.level - wanted[index]) < 1e-15 && one.rejected == (value <= wanted[index]), "seed \(seed) \(index)")
        #expect(abs(two.level - wantedSaffron[index]) < 1e-15 && two.rejected == (value <= wantedSaffron[index]), "seed \(seed) \(index)")
      }
    }
  }

  @Test("the γ sequences spend no more than they have")
  func spending() {
    #expect((1...200_000).reduce(0) { $0 + LORD.gamma($1) } < 1)
    // The rest of Σ k^(−1.6) beyond n is below n^(−0.6)/0.6.
    let sum = (1...100_000).reduce(0) { $0 + SAFFRON.gamma($1) }
    #expect(sum < 1 && sum + 0.4375 * pow(1e5, -0.6) / 0.6 > 0.9999)
  }

  @Test("the false discovery rate stays below its level on mixed streams, and signals are found")
  func falseDiscoveries() {
    var (rates, powers) = ([0.0, 0.0], [0.0, 0.0])
    let runs = 60
    for seed in 0..<UInt64(runs) {
      var random = SeededGenerator(seed: seed &+ 500)
      var (lord, saffron) = (LORD(alpha: 0.1), SAFFRON(alpha: 0.1))
      var counts = [[0, 0], [0, 0]]
      var signals = 0
      for _ in 0..<200 {
        let isSignal = random.unit() < 0.3
        signals += isSignal ? 1 : 0
        let p = NormalDistribution.survival(random.normal() + (isSignal ? 3 : 0))
        if lord.decide(p).rejected { counts[0][isSignal ? 1 : 0] += 1 }
        if saffron.decide(p).rejected { counts[1][isSignal ? 1 : 0] += 1 }
      }
      for rule in 0..<2 {
        rates[rule] += Double(counts[rule][0]) / Double(max(1, counts[rule][0] + counts[rule][1])) / Double(runs)
        powers[rule] += Double(counts[rule][1]) / Double(signals) / Double(runs)
      }
    }
    #expect(rates[0] < 0.125 && rates[1] < 0.125, "\(rates)")
    #expect(powers[0] > 0.3 && powers[1] > powers[0], "\(powers)")
  }

  @Test("their state resumes as it was left")
  func resuming() throws {
    var (lord, saffron) = (LORD(alpha: 0.05), SAFFRON(alpha: 0.05))
    for p in [0.001, 0.4, 1e-6, .nan, 0.9] {
      _ = lord.decide(p)
      _ = saffron.decide(p)
    }
    #expect(try JSONDecoder().decode(LORD.self, from: JSONEncoder().encode(lord)) == lord)
    #expect(try JSONDecoder().decode(SAFFRON.self, from: JSONEncoder().encode(saffron)) == saffron)
    #expect(lord.count == 5 && saffron.candidates == 3)
  }
}
