import Foundation
import Statistics
import Testing
import TestSupport

@Suite("moments, quantiles and bins") struct SampleToolsTests {
  @Test("moments are those of two passes, whether they came one by one or were merged")
  func moments() {
    for seed in 0..<30 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let offset = seed % 3 == 0 ? 1e8 : 0
      let values = (0..<(3 + Int(seed) * 7)).map { _ in random.normal() + offset }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      var whole = Moments()
      var parts = [Moments(), Moments(), Moments()]
      for (index, value) in values.enumerated() {
        whole.update(value)
        parts[index % 3].update(value)
      }
      var merged = Moments()
      for part in parts { merged.merge(part) }
      for found in [whole, merged] {
        #expect(found.count == values.count && found.minimum == values.min() && found.maximum == values.max(), "seed \(seed)")
        #expect(abs(found.mean - mean) <= 1e-13 * max(1, abs(mean)) && abs(found.squares - squares) <= 1e-6 * squares, "seed \(seed)")
      }
    }
    #expect(Moments().variance == nil && Moments().populationVariance == nil)
  }

  @Test("quantiles are numpy's linear ones, exact on atoms and monotone")
  func quantiles() {
    let sample = [1.0, 2, 4, 8, 16]
    #expect(Quantile.linear(sorted: sample.span, probability: 0.1) == 1.4)
    #expect(Quantile.linear(sorted: sample.span, probability: 0.5) == 4)
    #expect(Quantile.linear(sorted: sample.span, probability: 0.9) == 12.8)
    let atoms = [0.1, 0.1, 0.1, 0.3]
    #expect(Quantile.linear(sorted: atoms.span, probability: 0.41) == 0.1)
    let infinite = [-Double.infinity, 0, .infinity]
    #expect(Quantile.linear(sorted: infinite.span, probability: 0.2) == -.infinity && Quantile.linear(sorted: infinite.span, probability: 0.9) == .infinity)
    for seed in 0..<20 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let values = (0..<37).map { _ in random.normal() * 1e-3 + 7 }.sorted()
      var before = -Double.infinity
      for step in 0...500 {
        let quantile = Quantile.linear(sorted: values.span, probability: Double(step) / 500)
        #expect(quantile >= before, "seed \(seed) step \(step)")
        before = quantile
      }
      #expect(Quantile.linear(sorted: values.span, probability: 1) == values.last)
    }
  }

  @Test("quantile bins give atoms bins of their own: what classic bins cannot see, they see")
  func atoms() {
    let constant = [Double](repeating: -2.5, count: 50)
    let moved = [Double](repeating: 7, count: 40)
    func index(_ a: [Double], _ b: [Double], _ rule: QuantileBins.Rule) -> Double {
      let (a, b) = (a.sorted(), b.sorted())
      let bins = QuantileBins(reference: a.span, rule: rule)
      let reversed = Array(a.reversed())
      #expect(bins.counts(sorted: a.span) == bins.counts(reversed.span))
      return DiscreteDistance(referenceCounts: bins.counts(sorted: a.span), currentCounts: bins.counts(sorted: b.span)).populationStability()
    }
    #expect(abs(index(constant, moved, .classic)) < 1e-12)
    #expect(abs(index(constant, moved, .atomAware) - 18.418) < 1e-3)
    let tenth = (0..<1000).map { $0 < 95 ? 1.0 : 0 }
    let seventh = (0..<1000).map { $0 < 133 ? 1.0 : 0 }
    #expect(abs(index(tenth, seventh, .classic)) < 1e-12)
    let wanted = (0.133 - 0.095) * log(0.133 / 0.095) + (0.867 - 0.905) * log(0.867 / 0.905)
    #expect(abs(index(tenth, seventh, .atomAware) - wanted) < 1e-12)
  }

  @Test("equal widths span both samples, and a single value ± ½")
  func equalWidths() {
    let one = [2.0, 2]
    let bins = QuantileBins(reference: one.span, current: one.span, count: 4, rule: .equalWidth)
    #expect(bins.allEdges == [1.5, 1.75, 2, 2.25, 2.5] && bins.counts(sorted: one.span) == [0, 0, 2, 0])
    let narrow = [1.0, 1.0.nextUp]
    let close = QuantileBins(reference: narrow.span, current: narrow.span, count: 10, rule: .equalWidth)
    #expect(close.counts(sorted: narrow.span).reduce(0, +) == 2)
  }

  @Test("histogram distances lie in their ranges, vanish on equal shares, and are bounded by each other")
  func distances() {
    for seed in 0..<60 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let cells = 2 + Int(seed % 9)
      let a = (0..<cells).map { _ in Int.random(in: 0...20, using: &random) } + [1]
      let b = (0..<cells).map { _ in Int.random(in: 0...20, using: &random) } + [1]
      let distance = DiscreteDistance(referenceCounts: a, currentCounts: b)
      let (h, tv) = (distance.hellinger, distance.totalVariation)
      #expect(h * h <= tv + 1e-12 && tv <= h * 2.squareRoot() + 1e-12, "seed \(seed)")
      #expect(distance.jensenShannon <= log(2) * tv + 1e-12 && distance.greatestDifference <= tv + 1e-12, "seed \(seed)")
      #expect(distance.populationStability() >= -1e-12 && distance.jensenShannonDistanceBase2 <= 1 + 1e-12, "seed \(seed)")
      let swapped = DiscreteDistance(referenceCounts: b, currentCounts: a)
      #expect(abs(swapped.jensenShannon - distance.jensenShannon) < 1e-12 && abs(swapped.populationStability() - distance.populationStability()) < 1e-9)
      let equal = DiscreteDistance(referenceCounts: a, currentCounts: a.map { $0 * 3 })
      #expect(equal.hellinger < 1e-7 && equal.totalVariation < 1e-12 && abs(equal.populationStability()) < 1e-12 && equal.jensenShannon < 1e-12)
    }
  }

  @Test("a sorted sample drops NaN, counts infinities, and keeps the rest")
  func sortedSample() {
    let sample = SortedSample([3, .nan, -.infinity, 1, .infinity, .infinity, .nan])
    #expect(sample.values == [-.infinity, 1, 3, .infinity, .infinity] && sample.nanCount == 2 && sample.infiniteCount == 3)
    #expect(SortedSample([.nan]).values.isEmpty && SortedSample([]).infiniteCount == 0)
    #expect(SortedSample([.infinity, .infinity]).infiniteCount == 2 && SortedSample([-.infinity]).infiniteCount == 1)
    var sorter = SampleSorter(capacity: 300)
    var values = (0..<300).map { Double(($0 * 7919) % 301) }
    let expected = values.sorted()
    sorter.sort(&values)
    #expect(values == expected)
  }

  @Test("the effective sample size of AR(1) is n(1 − φ)/(1 + φ), of white noise n, of a constant 1")
  func effectiveSize() {
    for (phi, low, high) in [(0.0, 0.75, 1.0), (0.5, 0.24, 0.42), (0.8, 0.07, 0.15)] {
      var random = SeededGenerator(seed: 4)
      var value = 0.0
      let series = (0..<8000).map { _ in
        value = phi * value + random.normal()
        return value
      }
      let size = EffectiveSampleSize(series.span)
      #expect((low...high).contains(size.value / 8000), "φ \(phi): \(size.value / 8000)")
    }
    let constant = [Double](repeating: 3, count: 50)
    #expect(EffectiveSampleSize(constant.span).value == 1)
    let alternating = (0..<100).map { $0 % 2 == 0 ? 1.0 : -1 }
    #expect(EffectiveSampleSize(alternating.span).value == 100)
    let (none, one): ([Double], [Double]) = ([], [1])
    #expect(EffectiveSampleSize(none.span).value == 0 && EffectiveSampleSize(one.span).value == 1)
  }
}
