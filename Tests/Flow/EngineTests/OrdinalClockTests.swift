import Domain
import TestSupport
import Testing

@testable import Engine

@Suite("Ordinal clock") struct OrdinalClockTests {
  @Test("every time is unique, in the event's microsecond, and counts up in order of arrival", arguments: 1...6)
  func unique(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var clock = OrdinalClock()
    var seen: Set<Timestamp> = []
    var counts: [Int64: Int64] = [:]
    var newest: Int64 = 1_000_000
    for _ in 0..<3000 {
      if random.next() % 3 == 0 { newest += Int64(random.next() % 5) }
      // Up to 200 microseconds late, and nanoseconds that the exchange's clock does not have.
      let microsecond = random.next() % 5 == 0 ? newest - Int64(random.next() % 200) : newest
      let time = clock.pointTime(for: Timestamp(nanoseconds: microsecond * 1000 + Int64(random.next() % 1000)))
      guard microsecond > newest - 200, let time else { continue }
      guard counts[microsecond] != nil || microsecond == newest else { continue }  // a late first one may start at 0 again: documented
      let ordinal = counts[microsecond, default: 0]
      #expect(time.nanoseconds == microsecond * 1000 + ordinal, "seed \(seed)")
      #expect(seen.insert(time).inserted, "seed \(seed): \(time) twice")
      counts[microsecond] = ordinal + 1
    }
    #expect(seen.count > 1000)
  }

  @Test("the 1,001st event of a microsecond is refused, those of the next are not") func full() {
    var clock = OrdinalClock()
    for ordinal in 0..<1000 { #expect(clock.pointTime(for: Timestamp(nanoseconds: 5000)) == Timestamp(nanoseconds: 5000 + Int64(ordinal))) }
    #expect(clock.pointTime(for: Timestamp(nanoseconds: 5999)) == nil)
    #expect(clock.pointTime(for: Timestamp(nanoseconds: 6000)) == Timestamp(nanoseconds: 6000))
  }

  @Test("times before 1970 are rounded towards the past, like all others") func negative() {
    var clock = OrdinalClock()
    #expect(clock.pointTime(for: Timestamp(nanoseconds: -1)) == Timestamp(nanoseconds: -1000))
    #expect(clock.pointTime(for: Timestamp(nanoseconds: -999)) == Timestamp(nanoseconds: -999))
  }
}
