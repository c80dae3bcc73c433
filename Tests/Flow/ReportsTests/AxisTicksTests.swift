@testable import Reports
import TestSupport
import Testing

@Suite("AxisTicks")
struct AxisTicksTests {
  @Test("Ticks are round, inside the range, few, and labelled exactly", arguments: 1...40 as ClosedRange<UInt64>)
  func laws(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let low = random.normal() * [1e-9, 1e-3, 1, 60_000, 1e12][Int.random(in: 0..<5, using: &random)]
      let high = low + abs(random.normal()) * [1e-6, 1, 1e5].randomElement(using: &random)! * max(abs(low), 1e-9) + 1e-12 * max(abs(low), 1)
      let ticks = AxisTicks(low...high, count: 5).ticks
      #expect((1...14).contains(ticks.count), "seed \(seed): \(low)…\(high) has \(ticks.count)")
      let room = (high - low) * 1e-6
      for tick in ticks {
        let read = try #require(Double(tick.label.replacing("−", with: "-")), "seed \(seed): \(tick.label)")
        #expect(abs(read - tick.value) <= abs(tick.value) * 1e-12 + room * 1e-3, "seed \(seed): \(tick.label) for \(tick.value)")
        #expect(tick.value >= low - room && tick.value <= high + room, "seed \(seed): \(tick.label) outside \(low)…\(high)")
      }
      #expect(Set(ticks.map(\.label)).count == ticks.count, "seed \(seed): two ticks read alike")
    }
  }

  @Test("Labels are written as people write numbers")
  func labels() {
    #expect(AxisTicks(0...1, count: 5).ticks.map(\.label) == ["0", "0.2", "0.4", "0.6", "0.8", "1"])
    #expect(AxisTicks(-10...10, count: 4).ticks.map(\.label) == ["−10", "−5", "0", "5", "10"])
    #expect(AxisTicks.label(618_376, exponent: -1) == "61837.6" && AxisTicks.label(25, exponent: 5) == "2500000")
    #expect(AxisTicks.label(3, exponent: 12) == "3e12" && AxisTicks.label(-15, exponent: -9) == "−1.5e−8" && AxisTicks.label(7, exponent: -4) == "0.0007")
  }

  @Test("Ranges that cannot be divided have no ticks")
  func degenerate() {
    #expect(AxisTicks(1...1, count: 5).ticks.isEmpty)
    #expect(AxisTicks(1...1.0.nextUp, count: 5).ticks.count < 3)
    #expect(AxisTicks(-1.7e308...1.7e308, count: 5).ticks.count < 12)
  }
}
