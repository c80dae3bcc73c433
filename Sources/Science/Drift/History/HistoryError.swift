public import Domain

/// Why a history cannot be judged window by window.
public enum HistoryError: Error, Hashable, Sendable {
  /// A length of time could not be read.
  case malformedSpan(String)
  /// A file without a row.
  case noRows
  /// No column of numbers beside the time.
  case noColumns
  /// A cell of the time column is empty; rows count from 1 behind the header.
  case missingTime(column: String, row: Int)
  /// A cell of the time column is no time.
  case unreadableTime(column: String, row: Int, text: String)
  /// A time's size says another unit than the column's greatest time.
  case mixedUnits(column: String, row: Int, value: Double, unit: String, other: String)
  /// A time beyond what nanoseconds in 64 bits can hold, or an infinite one.
  case timeOutOfRange(column: String, row: Int, value: Double)
  /// A row is earlier than the one before it.
  case unordered(column: String, row: Int, time: Timestamp, previous: Timestamp)
  /// The history is too short for one window with a whole reference before it.
  case referenceTooLong(history: HistorySpan, reference: HistorySpan, every: HistorySpan)
  /// More windows than the bound.
  case tooManyWindows(count: Int, limit: Int, every: HistorySpan)
  /// A parameter is outside its range.
  case badParameter(String, value: String, wanted: String)

  /// The same as an error a person can act on.
  public var diagnostic: Diagnostic {
    switch self {
    case .malformedSpan(let text):
      Diagnostic(
        code: "history.span", exitCode: .usage, message: "\"\(text)\" is no length of time",
        hint: "write a whole number and a unit, such as 15m, 1h, 1d or 30d (units: ms, s, m, h, d, w)")
    case .noRows:
      Diagnostic(code: "history.no_rows", exitCode: .badData, message: "the history holds no row", hint: "there is nothing to slide over")
    case .noColumns:
      Diagnostic(
        code: "history.no_columns", exitCode: .badData, message: "the history has no column of numbers beside its time",
        hint: "check the header line, or name columns with --column")
    case .missingTime(let column, let row):
      Diagnostic(
        code: "history.missing_time", exitCode: .badData, message: "time column \"\(column)\" is empty in row \(row)",
        hint: "a row without a time belongs to no window: remove it or give it one")
    case .unreadableTime(let column, let row, let text):
      Diagnostic(
        code: "history.unreadable_time", exitCode: .badData,
        message: "time column \"\(column)\" holds \"\(text.prefix(60))\" in row \(row), which is no time",
        hint: "write RFC 3339, such as 2026-01-01T00:00:00Z, or seconds, ms, µs or ns since 1970")
    case .mixedUnits(let column, let row, let value, let unit, let other):
      Diagnostic(
        code: "history.mixed_time_units", exitCode: .badData,
        message: "time column \"\(column)\" counts \(unit) by its greatest value, but row \(row) holds \(value), which looks like \(other)",
        hint: "bring the column to one unit")
    case .timeOutOfRange(let column, let row, let value):
      Diagnostic(
        code: "history.time_range", exitCode: .badData,
        message: "time column \"\(column)\" holds \(value) in row \(row), beyond the years 1677 to 2262",
        hint: "count seconds, ms, µs or ns since 1970")
    case .unordered(let column, let row, let time, let previous):
      Diagnostic(
        code: "history.unordered", exitCode: .badData, message: "row \(row) is of \(time), earlier than the row before it (\(previous))",
        hint: "sort the file by \"\(column)\" first")
    case .referenceTooLong(let history, let reference, let every):
      Diagnostic(
        code: "history.reference_too_long", exitCode: .badData,
        message: "the history spans \(history): too short for one window of \(every) with a whole reference of \(reference) before it",
        hint: "take a shorter --reference, or a longer history")
    case .tooManyWindows(let count, let limit, let every):
      Diagnostic(
        code: "history.too_many_windows", exitCode: .badData, message: "windows of \(every) make \(count) of them; the bound is \(limit)",
        hint: "take a longer --every, and check the unit of the time column")
    case .badParameter(let name, let value, let wanted):
      Diagnostic(
        code: "history.parameter_value", exitCode: .usage, message: "parameter \(name)=\(value) is out of range", hint: "give \(wanted)")
    }
  }
}
