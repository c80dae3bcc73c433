import BenchmarkSuites
import TestSupport
import Testing

@Suite("Spread") struct SpreadTests {
  @Test("orders, takes the middle one or the mean of two") func examples() {
    #expect(Spread([]) == nil)
    #expect(Spread([3]).map { [$0.min, $0.median, $0.max] } == [3, 3, 3])
    #expect(Spread([9, 1, 4]).map { [$0.min, $0.median, $0.max] } == [1, 4, 9])
    #expect(Spread([9, 1, 4, 6]).map { [$0.min, $0.median, $0.max] } == [1, 5, 9])
  }

  @Test("leaves half of the values on each side of the median", arguments: 0..<50 as Range<UInt64>) func halves(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<(1 + Int(seed % 9))).map { _ in generator.normal() }
    let spread = try #require(Spread(values))
    #expect(values.count { $0 < spread.median } <= values.count / 2, "seed \(seed)")
    #expect(values.count { $0 > spread.median } <= values.count / 2, "seed \(seed)")
    #expect(values.allSatisfy { spread.min <= $0 && $0 <= spread.max }, "seed \(seed)")
  }
}
