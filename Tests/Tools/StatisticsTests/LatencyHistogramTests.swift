import Statistics
import Testing
import TestSupport

@Suite("latency histogram") struct LatencyHistogramTests {
  @Test("quantiles are the sorted times' to 1/256, the extremes exact")
  func quantiles() {
    for seed in 0..<10 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      var times = (0..<2000).map { _ in UInt64.random(in: 0...(1 << UInt64.random(in: 1...36, using: &random)), using: &random) }
      var histogram = LatencyHistogram()
      for time in times { histogram.record(nanoseconds: time) }
      times.sort()
      for probability in [0, 0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1] {
        let rank = max(1, Int((probability * 2000).rounded(.up)))
        let wanted = Double(times[rank - 1])
        let found = histogram.quantile(probability) ?? -1
        #expect(abs(found - wanted) <= wanted / 256 + 1e-9, "seed \(seed) \(probability): \(found) for \(wanted)")
      }
      #expect(histogram.minimum == times.first && histogram.maximum == times.last && histogram.count == 2000)
      #expect(histogram.quantile(1) == Double(times[1999]))
    }
  }

  @Test("merging is recording both")
  func merging() {
    var random = SeededGenerator(seed: 1)
    var (one, two, both) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
    for index in 0..<1000 {
      let time = UInt64.random(in: 0...200_000_000_000, using: &random)
      both.record(nanoseconds: time)
      if index % 3 == 0 { one.record(nanoseconds: time) } else { two.record(nanoseconds: time) }
    }
    one.merge(two)
    #expect(one == both)
  }

  @Test("an empty one says nothing, and reset empties")
  func empty() {
    var histogram = LatencyHistogram()
    #expect(histogram.quantile(0.5) == nil && histogram.minimum == 0 && histogram.maximum == 0)
    histogram.record(nanoseconds: .max)
    #expect(histogram.maximum == .max && histogram.quantile(0.5) == Double(UInt64.max))
    histogram.reset()
    #expect(histogram == LatencyHistogram())
  }
}
