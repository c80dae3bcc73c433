import Testing

@testable import Drift

@Suite struct HistorySpanTests {
  @Test(
    "reads a whole number and a unit",
    arguments: [
      ("15m", 900_000_000_000), ("1h", 3_600_000_000_000), ("1d", 86_400_000_000_000), ("30d", 2_592_000_000_000_000),
      ("2w", 1_209_600_000_000_000),
      ("500ms", 500_000_000), ("7s", 7_000_000_000),
    ] as [(String, Int64)])
  func units(text: String, nanoseconds: Int64) throws { #expect(try HistorySpan(parsing: text).nanoseconds == nanoseconds) }

  @Test("refuses what is no length of time", arguments: ["", "d", "1", "0d", "-1d", "1.5h", "1 d", "１d", "1y", "99999999999999d", "+1d"])
  func refusals(text: String) { #expect(throws: HistoryError.malformedSpan(text)) { try HistorySpan(parsing: text) } }

  @Test("prints the greatest unit that divides it, which reads back the same", arguments: ["90m", "36h", "1d", "30d", "1500ms", "61s"])
  func prints(text: String) throws { #expect(try HistorySpan(parsing: text).description == text) }
}
