import Domain
import Testing

@testable import Drift

@Suite struct HistoryTimesTests {
  private let noon = Timestamp(seconds: 1_767_268_800)  // 2026-01-01T12:00:00Z

  @Test("tells the unit of numbers by their size")
  func units() throws {
    let scales: [(Double, HistoryTimes.Form)] = [(1, .seconds), (1e3, .milliseconds), (1e6, .microseconds), (1e9, .nanoseconds)]
    for (scale, form) in scales {
      let times = try HistoryTimes(name: "t", numbers: [1_767_268_800 * scale, 1_767_268_860 * scale])
      #expect(times.form == form)
      #expect(abs(times.values[0].nanoseconds - noon.nanoseconds) <= 256)
      #expect(abs(times.values[1].nanoseconds - noon.nanoseconds - 60_000_000_000) <= 256)
    }
  }

  @Test("keeps fractions of a second")
  func fractions() throws {
    #expect(try HistoryTimes(name: "t", numbers: [1_767_268_800.25]).values == [noon.adding(nanoseconds: 250_000_000)])
    #expect(try HistoryTimes(name: "t", numbers: [-0.5, 1.5]).values.map(\.nanoseconds) == [-500_000_000, 1_500_000_000])
  }

  @Test(
    "reads RFC 3339 in its forms",
    arguments: [
      ("2026-01-01T12:00:00Z", 0), ("2026-01-01T12:00:00.5z", 500_000_000), ("2026-01-01 12:00:00", 0), ("2026-01-01T14:00:00+02:00", 0),
      ("2026-01-01T06:30:00-05:30", 0), ("2026-01-01", -43_200_000_000_000), ("2026-01-01T12:00:00.000000001+00:00", 1),
      ("2026-01-01T12:00:00.25", 250_000_000),
    ] as [(String, Int64)])
  func texts(text: String, offset: Int64) { #expect(HistoryTimes.time(text) == noon.adding(nanoseconds: offset)) }

  @Test(
    "refuses what is no time",
    arguments: [
      "", "yesterday", "2026-13-01", "2026-02-30T00:00:00Z", "2026-01-01T25:00:00Z", "2026-01-01T00:00:00+2:00",
      "2026-01-01T00:00:00+99:00", "2026/01/01",
    ])
  func noTimes(text: String) { #expect(HistoryTimes.time(text) == nil) }

  @Test("names the row that is wrong, counted from 1")
  func errors() {
    #expect(throws: HistoryError.noRows) { try HistoryTimes(name: "t", numbers: []) }
    #expect(throws: HistoryError.missingTime(column: "t", row: 2)) { try HistoryTimes(name: "t", numbers: [1, .nan]) }
    #expect(throws: HistoryError.timeOutOfRange(column: "t", row: 1, value: .infinity)) {
      try HistoryTimes(name: "t", numbers: [.infinity])
    }
    #expect(throws: HistoryError.timeOutOfRange(column: "t", row: 1, value: 1e19)) { try HistoryTimes(name: "t", numbers: [1e19]) }
    #expect(throws: HistoryError.mixedUnits(column: "t", row: 1, value: 1_767_268_800, unit: "milliseconds", other: "seconds")) {
      try HistoryTimes(name: "t", numbers: [1_767_268_800, 1_767_268_800_000])
    }
    #expect(throws: HistoryError.unordered(column: "t", row: 3, time: Timestamp(seconds: 4), previous: Timestamp(seconds: 5))) {
      try HistoryTimes(name: "t", numbers: [3, 5, 4])
    }
    #expect(throws: HistoryError.missingTime(column: "t", row: 1)) { try HistoryTimes(name: "t", codes: [-1], dictionary: []) }
    #expect(throws: HistoryError.unreadableTime(column: "t", row: 2, text: "soon")) {
      try HistoryTimes(name: "t", codes: [0, 1], dictionary: ["2026-01-01", "soon"])
    }
  }

  @Test("says of every error what is wrong and how to mend it")
  func diagnostics() throws {
    let span = try HistorySpan(parsing: "1d")
    let errors: [HistoryError] = [
      .malformedSpan("x"), .noRows, .noColumns, .missingTime(column: "t", row: 1), .unreadableTime(column: "t", row: 1, text: "x"),
      .mixedUnits(column: "t", row: 1, value: 1, unit: "a", other: "b"), .timeOutOfRange(column: "t", row: 1, value: 1),
      .unordered(column: "t", row: 1, time: noon, previous: noon), .referenceTooLong(history: span, reference: span, every: span),
      .tooManyWindows(count: 1, limit: 1, every: span), .badParameter("a", value: "1", wanted: "b"),
    ]
    #expect(Set(errors.map(\.diagnostic.code)).count == errors.count)
    for error in errors { #expect(error.diagnostic.hint != nil && error.diagnostic.exitCode != .success) }
  }
}
