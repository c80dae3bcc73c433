internal import Domain

/// Which rows of a history form which window and which reference.
///
/// ```text
/// o = first time, rounded down to a multiple of `every` since 1970 (whole days begin at midnight UTC)
/// window k = [s, s + every), s = o + reference + k · every          reference: sliding [s − reference, s), fixed [o, o + reference)
/// ```
/// When the reference is no multiple of `every`, o + reference is rounded up to one. The first windows serve as reference only; the last may end
/// after the data.
public struct HistoryPlan: Hashable, Sendable {
  /// Where the reference of a window lies.
  public enum Mode: String, Hashable, Sendable, CaseIterable {
    /// The stretch directly before the window.
    case sliding
    /// The first stretch of the history.
    case fixed
  }

  /// Windows at most.
  public static let maximumWindows = 100_000

  /// Length of a window.
  public let every: HistorySpan
  /// Length of the reference.
  public let reference: HistorySpan
  /// Where it lies.
  public let mode: Mode
  /// Rows of the history.
  public let rowCount: Int
  /// In order of time, without gaps; at least one.
  public let windows: [HistoryWindow]

  /// Lays windows over a history.
  ///
  /// - Throws: ``HistoryError/referenceTooLong(history:reference:every:)``, ``HistoryError/tooManyWindows(count:limit:every:)``, and
  ///   ``HistoryError/badParameter(_:value:wanted:)`` when the first window lies beyond the year 2262.
  /// - Complexity: O(windows · log n).
  public init(_ times: HistoryTimes, every: HistorySpan, reference: HistorySpan, mode: Mode = .sliding) throws(HistoryError) {
    let first = times.values[0].nanoseconds
    let last = times.values[times.values.count - 1].nanoseconds
    let step = every.nanoseconds
    let remainder = first % step
    let (origin, underflow) = first.subtractingReportingOverflow(remainder < 0 ? remainder + step : remainder)
    let (rounded, carried) = reference.nanoseconds.addingReportingOverflow((step - reference.nanoseconds % step) % step)
    let (begin, overflow) = origin.addingReportingOverflow(rounded)
    let (spanned, wide) = last.subtractingReportingOverflow(first)
    let history = HistorySpan(nanoseconds: wide ? .max : max(spanned, 1))
    guard !underflow, !carried, !overflow, begin <= last else {
      throw .referenceTooLong(history: history, reference: reference, every: every)
    }
    let (length, long) = last.subtractingReportingOverflow(begin)
    let count = Int(long ? Int64.max / step : length / step) + 1
    guard count <= Self.maximumWindows else { throw .tooManyWindows(count: count, limit: Self.maximumWindows, every: every) }
    guard !begin.addingReportingOverflow(Int64(count) * step).overflow else {
      throw .badParameter("every", value: every.description, wanted: "windows that end before the year 2262")
    }
    var windows: [HistoryWindow] = []
    windows.reserveCapacity(count)
    var row = times.firstRow(at: Timestamp(nanoseconds: begin))
    for index in 0..<count {
      let start = Timestamp(nanoseconds: begin + Int64(index) * step)
      let end = Timestamp(nanoseconds: start.nanoseconds + step)
      let next = times.firstRow(at: end)
      let from = Timestamp(nanoseconds: mode == .sliding ? start.nanoseconds - reference.nanoseconds : origin)
      let to = mode == .sliding ? start : Timestamp(nanoseconds: origin + reference.nanoseconds)
      windows.append(
        HistoryWindow(
          start: start, end: end, rows: row..<next, referenceStart: from, referenceEnd: to,
          referenceRows: times.firstRow(at: from)..<times.firstRow(at: to)))
      row = next
    }
    self.every = every
    self.reference = reference
    self.mode = mode
    rowCount = times.values.count
    self.windows = windows
  }
}
