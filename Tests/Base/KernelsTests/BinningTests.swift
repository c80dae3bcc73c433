import Kernels
import Testing
import TestSupport

@Suite("binning") struct BinningTests {
  @Test("puts a value into the bin of as many edges as are not above it, sorted or not", arguments: [0, 1, 2, 9, 24, 25, 60, 255])
  func agreesWithDefinition(edgeCount: Int) {
    for seed in 0..<14 as Range<UInt64> {
      let family = SampleFamily.allCases[Int(seed) % SampleFamily.allCases.count]
      let values = family.sample(1 + Int(seed) * 61, seed: seed)
      let edges = Array(Set(family.sample(edgeCount, seed: seed &+ 5) + values.prefix(edgeCount / 2)).sorted().prefix(edgeCount))
      var expected = [Int](repeating: 1, count: edges.count + 1)
      for value in values { expected[edges.count { $0 <= value }] += 1 }
      var counts = [Int](repeating: 1, count: edges.count + 1)
      var span = counts.mutableSpan
      countBins(values.span, edges: edges.span, into: &span)
      #expect(counts == expected, "\(family) seed \(seed)")
      var sortedCounts = [Int](repeating: 1, count: edges.count + 1)
      var sortedSpan = sortedCounts.mutableSpan
      let sorted = values.sorted()
      countSortedBins(sorted.span, edges: edges.span, into: &sortedSpan)
      #expect(sortedCounts == expected, "\(family) seed \(seed)")
    }
  }
}
