/// A record with its place in the journal.
public struct JournalEntry: Sendable {
  /// 1, 2, 3 … over all segments; a restatement bears the number of the statement it repeats.
  public var sequence: UInt64
  public var kind: RecordKind
  /// Becomes a line-protocol point.
  public var isPoint: Bool
  /// A statement said again at the head of a segment: not counted as a record.
  public var isRestated: Bool
  public var record: JournalRecord
}
