import Foundation
import TestSupport
import Testing

@testable import Statistics

@Suite("comparing sketches") struct SketchedComparisonTests {
  @Test("is the exact comparison while both sketches are the samples")
  func exact() throws {
    var generator = SeededGenerator(seed: 1)
    let (a, b) = ((0..<50).map { _ in generator.normal() }, (0..<60).map { _ in generator.normal() + 0.4 })
    let sketched = try SketchedComparison(reference: KLLSketchTests.sketch(a), current: KLLSketchTests.sketch(b, seed: 2))
    let exact = try twoSampleKolmogorovSmirnov(a, b)
    #expect(abs(sketched.statistic - exact.statistic) < 1e-15 && sketched.location == exact.location && sketched.sign == exact.sign)
    #expect(sketched.band == 0 && sketched.pValue == exact.pValue() && abs(sketched.wasserstein - exact.wasserstein) < 1e-12)
    let edges = QuantileBins(reference: SortedSample(a).values.span).edges
    #expect(try SketchedPSI(reference: KLLSketchTests.sketch(a), current: KLLSketchTests.sketch(b)).edges == edges)
  }

  @Test("the band holds the exact statistic, and the p-value is never below the exact path's, over orders and seeds", arguments: 0..<8)
  func bands(_ order: Int) throws {
    for seed in UInt64(0)..<6 {
      let a = KLLSketchTests.sample(order, 4000, seed: seed)
      var b = KLLSketchTests.sample(order, 3000, seed: seed &+ 50)
      if seed % 2 == 1 { b = b.map { $0 * 1.1 + 0.05 } }
      let decay = seed % 3 == 0 ? 2.0 / 3 : 1
      let sketched = try SketchedComparison(
        reference: KLLSketchTests.sketch(a, capacity: 256, decay: decay, seed: seed),
        current: KLLSketchTests.sketch(b, capacity: 256, decay: decay, seed: ~seed))
      let exact = try twoSampleKolmogorovSmirnov(a, b)
      #expect(sketched.leastStatistic <= exact.statistic && exact.statistic <= sketched.greatestStatistic, "order \(order), seed \(seed)")
      #expect(abs(sketched.statistic - exact.statistic) <= sketched.likelyBand, "order \(order), seed \(seed)")
      #expect(sketched.pValue >= exact.asymptoticPValue() * (1 - 1e-9), "order \(order), seed \(seed)")
      if exact.wasserstein.isFinite, sketched.wassersteinBand.isFinite {
        #expect(abs(sketched.wasserstein - exact.wasserstein) <= sketched.wassersteinBand * (1 + 1e-9), "order \(order), seed \(seed)")
      }
    }
  }

  @Test("still tells samples apart whose distance is above the band, and no others")
  func power() throws {
    var generator = SeededGenerator(seed: 2)
    let a = (0..<30_000).map { _ in generator.normal() }
    let (same, moved) = ((0..<30_000).map { _ in generator.normal() }, (0..<30_000).map { _ in generator.normal() + 0.25 })
    let reference = KLLSketchTests.sketch(a, capacity: 1024, seed: 1)
    let quiet = try SketchedComparison(reference: reference, current: KLLSketchTests.sketch(same, capacity: 1024, seed: 2))
    let loud = try SketchedComparison(reference: reference, current: KLLSketchTests.sketch(moved, capacity: 1024, seed: 3))
    #expect(quiet.pValue > 0.05 && quiet.band < 0.02)
    #expect(loud.pValue < 1e-40 && loud.leastStatistic > 0.07)
  }

  @Test("the bounds hold the exact PSI over the same bins, over orders and seeds", arguments: 0..<8)
  func psi(_ order: Int) throws {
    for seed in UInt64(0)..<6 {
      let a = KLLSketchTests.sample(order, 4000, seed: seed)
      let b = KLLSketchTests.sample(seed % 2 == 0 ? order : (order + 4) % 8, 3000, seed: seed &+ 50)
      let psi = try SketchedPSI(
        reference: KLLSketchTests.sketch(a, capacity: 256, seed: seed), current: KLLSketchTests.sketch(b, capacity: 256, seed: ~seed))
      let exact = Self.exactPSI(a, b, psi.edges)
      #expect(
        psi.least <= exact * (1 + 1e-12) && exact <= psi.greatest * (1 + 1e-12),
        "order \(order), seed \(seed): \(exact) in \(psi.least)…\(psi.greatest)")
      #expect(psi.least <= psi.value && psi.value <= psi.greatest)
    }
  }

  static func exactPSI(_ a: [Double], _ b: [Double], _ edges: [Double]) -> Double {
    func shares(_ values: [Double]) -> [Double] {
      var counts = [Int](repeating: 0, count: edges.count + 1)
      for value in values { counts[edges.filter { $0 <= value }.count] += 1 }
      return counts.map { $0 == 0 ? 1e-4 : Double($0) / Double(values.count) }
    }
    return zip(shares(a), shares(b)).reduce(0) { $0 + ($1.1 - $1.0) * log($1.1 / $1.0) }
  }

  @Test("refuses an empty sketch")
  func empty() {
    #expect(throws: StatisticsError.self) { try SketchedComparison(reference: KLLSketch(seed: 1), current: KLLSketchTests.sketch([1])) }
    #expect(throws: StatisticsError.self) { try SketchedPSI(reference: KLLSketchTests.sketch([1]), current: KLLSketch(seed: 1)) }
  }
}
