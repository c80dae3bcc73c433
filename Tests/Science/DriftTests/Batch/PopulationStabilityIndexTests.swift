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

  @Test("a single bin has no critical value and no evidence")
  func single() {
    let bins = QuantileBins(from: 0, to: 1, count: 1)
    let index = PopulationStabilityIndex(bins: bins, referenceCounts: [3], currentCounts: [4])
    #expect(index.value == 0 && index.criticalValue(alpha: 0.05) == nil && index.pValue(referenceEffective: 3, currentEffective: 4) == 1)
  }
}
