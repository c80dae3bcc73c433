import Domain
import Foundation
import TestSupport
import Testing

@Suite("timestamps") struct TimestampTests {
  @Test(
    "knows dates that others have computed",
    arguments: [
      ("1970-01-01T00:00:00.000000Z", 0), ("2026-01-01T00:00:00.000001Z", 1_767_225_600_000_001_000), ("2000-02-29T12:00:00.000000Z", 951_825_600_000_000_000),
      ("1969-12-31T23:59:59.999999Z", -1000), ("2038-01-19T03:14:08.000000Z", 2_147_483_648_000_000_000), ("1900-03-01T00:00:00.000000Z", -2_203_891_200_000_000_000),
      ("2023-09-25T09:04:31.742648123Z", 1_695_632_671_742_648_123),
    ])
  func known(text: String, nanoseconds: Int64) {
    #expect(Timestamp.parse(rfc3339: text) == Timestamp(nanoseconds: nanoseconds))
    #expect(Timestamp(nanoseconds: nanoseconds).description == text)
  }

  @Test("reads any number of fraction digits and the three separators Kraken and people use")
  func forms() {
    let second = Timestamp(seconds: 951_825_600)
    for text in ["2000-02-29T12:00:00Z", "2000-02-29t12:00:00z", "2000-02-29 12:00:00Z", "2000-02-29T12:00:00.0Z"] {
      #expect(Timestamp.parse(rfc3339: text) == second)
    }
    #expect(Timestamp.parse(rfc3339: "2000-02-29T12:00:00.5Z") == second.adding(nanoseconds: 500_000_000))
    #expect(Timestamp.parse(rfc3339: "2000-02-29T12:00:00.1234567899Z") == second.adding(nanoseconds: 123_456_789))
  }

  @Test(
    "refuses impossible and foreign times",
    arguments: [
      "", "2000-02-30T00:00:00Z", "1900-02-29T00:00:00Z", "2001-13-01T00:00:00Z", "2001-00-01T00:00:00Z", "2001-01-00T00:00:00Z",
      "2001-01-01T24:00:00Z", "2001-01-01T00:60:00Z", "2001-01-01T00:00:61Z", "2001-01-01T00:00:00", "2001-01-01T00:00:00+00:00",
      "2001-01-01T00:00:00.Z", "2001-1-01T00:00:00Z", "20x1-01-01T00:00:00Z", "2001-01-01T00:00:00ZZ", "2600-01-01T00:00:00Z", "1600-01-01T00:00:00Z",
      "2001-01-01T00:00:00.00000000000000000000000000000000Z",
    ])
  func refused(text: String) { #expect(Timestamp.parse(rfc3339: text) == nil) }

  @Test("text and time are each other's inverse, over seeds", arguments: 0..<20)
  func roundTrip(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      // The last second at either end of the range is not read.
      let time = Timestamp(nanoseconds: Int64.random(in: -9_223_372_036_000_000_000...9_223_372_035_999_999_999, using: &dice))
      #expect(Timestamp.parse(rfc3339: time.description) == time)
      let cut = time.cutToMicroseconds
      #expect((0..<1000).contains(time.nanoseconds(since: cut)) && cut.description.utf8.count == 27)
    }
  }

  @Test("agrees with Foundation's calendar, over seeds", arguments: 0..<10)
  func differential(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    let formatter = ISO8601DateFormatter()
    for _ in 0..<100 {
      let seconds = Int64.random(in: -2_000_000_000...9_000_000_000, using: &dice)
      let text = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
      #expect(Timestamp.parse(rfc3339: text) == Timestamp(seconds: seconds), "\(text)")
    }
  }
}
