internal import Domain
public import Drift

/// Renders what a monitor found in a table: a document, and a table for people.
public struct MonitorReport: Sendable {
  /// One event and the row at which it was found.
  public struct Entry: Hashable, Sendable {
    /// 0-based.
    public var row: Int
    /// What was found.
    public var event: DriftEvent

    /// An event at a row.
    public init(row: Int, event: DriftEvent) {
      self.row = row
      self.event = event
    }
  }

  /// Columns watched.
  public let columns: [String]
  /// Rows seen.
  public let rows: Int
  /// Values that were missing.
  public let missing: UInt64
  /// In order of the rows.
  public let events: [Entry]

  /// Events shown in the table.
  static let shown = 50

  /// A report.
  public init(columns: [String], rows: Int, missing: UInt64, events: [Entry]) {
    self.columns = columns
    self.rows = rows
    self.missing = missing
    self.events = events
  }

  /// Did anything that the guarantee covers speak?
  public var drifted: Bool { events.contains(where: \.event.isSignificant) }

  /// `{"rows","columns","missing","events":[…],"drifted"}`.
  public var json: JSONTree {
    .object([
      .init("rows", .integer(rows)), .init("columns", .array(columns.map { .text($0) })), .init("missing", .count(missing)),
      .init("events", .array(events.map(document))), .init("drifted", .flag(drifted)),
    ])
  }

  private func document(_ entry: Entry) -> JSONTree {
    let event = entry.event
    return .object([
      .init("row", .integer(entry.row)), .init("column", .text(event.metric)), .init("detector", .text(event.detector)),
      .init("baseline", .number(event.baseline)), .init("current", .number(event.current)), .init("score", .number(event.score)),
      .init("threshold", .number(event.threshold)), .init("distance", .optional(event.distance)), .init("severity", .text(event.severity.rawValue)),
      .init("recommendation", .text(event.recommendation.rawValue)), .init("details", .text(event.details)),
      .init("guarantee", .text(event.guarantee)),
    ])
  }

  /// The verdict in one sentence.
  public var verdict: String {
    let watched = "\(columns.count) column\(columns.count == 1 ? "" : "s")"
    guard let first = events.first else { return "Nothing found in \(rows) rows of \(watched)." }
    return "\(events.count) event\(events.count == 1 ? "" : "s") in \(rows) rows of \(watched): \(first.event.guarantee)"
  }

  /// A table of at most 80 characters a line, the verdict last.
  public var text: String {
    guard !events.isEmpty else { return TextTable.wrapped(verdict) }
    var table = TextTable(["row", "column", "severity", "D", "mean then", "mean now"], alignedLeft: [1, 2], widest: 24)
    for entry in events.prefix(Self.shown) {
      table.add([
        "\(entry.row)", entry.event.metric, entry.event.severity.rawValue.lowercased(), entry.event.distance.map(NumberText.short) ?? "-",
        NumberText.short(entry.event.baseline), NumberText.short(entry.event.current),
      ])
    }
    let more = events.count > Self.shown ? "and \(events.count - Self.shown) more, in the JSON document\n" : ""
    return table.text + more + TextTable.wrapped(verdict)
  }
}
