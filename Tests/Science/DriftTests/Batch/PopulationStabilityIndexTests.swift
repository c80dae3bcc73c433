import Drift
import Statistics
import Testing
import TestSupport

@Suite("population stability index") struct PopulationStabilityIndexTests {
  @Test("is 0 on equal shares, and the sum of its definition otherwise")
  func definition() {
    let sample = ColumnComparisonTests.normal(500, 3).sorted()
    let same = PopulationStabilityIndex(reference: sample.span, current: sample.span)
    #expect(same.value == 0 && same.pValue(referenceEffective: 500, currentEffective: 500) == 1)
    let moved = ColumnComparisonTests.normal(400, 4, shift: 0.5).sorted()
    let index = PopulationStabilityIndex(reference: sample.span, current: moved.span)
    let distance = DiscreteDistance(referenceCounts: index.referenceCounts, currentCounts: index.currentCounts)
    #expect(abs(index.value - distance.populationStability()) < 1e-12 && index.occupiedBins == 10)
    #expect(index.pValue(referenceEffective: 500, currentEffective: 400) < 1e-6)
    #expect(index.pValue(referenceEffective: 5, currentEffective: 4) > 0.5)
  }

  @Test("selecting gives what sorting gives, on continuous, tied, constant and infinite data")
  func selecting() {
    for seed in 0..<12 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      func value(_ index: Int) -> Double {
        if seed % 4 == 1 { return Double(Int.random(in: 0...6, using: &random)) }
        if seed % 4 == 2 { return 3 }
        return seed % 4 == 3 && index % 17 == 0 ? .infinity : random.normal()
      }
      func sample(_ count: Int) -> [Double] { (0..<count).map { value($0) } }
      let (a, b) = (sample(700), sample(500))
      let (left, right) = (a.sorted(), b.sorted())
      for rule in [QuantileBins.Rule.atomAware, .classic] {
        for count in [2, 10, 33] {
          let sorted = PopulationStabilityIndex(reference: left.span, current: right.span, count: count, rule: rule)
          let selected = PopulationStabilityIndex(selecting: a.span, current: b.span, count: count, rule: rule)
          #expect(sorted == selected, "seed \(seed) \(rule) \(count)")
        }
      }
    }
  }

  @Test("a single bin has no critical value and no evidence")
  func single() {
    let bins = QuantileBins(from: 0, to: 1, count: 1)
    let index = PopulationStabilityIndex(bins: bins, referenceCounts: [3], currentCounts: [4])
    #expect(index.value == 0 && index.criticalValue(alpha: 0.05) == nil && index.pValue(referenceEffective: 3, currentEffective: 4) == 1)
  }
}
