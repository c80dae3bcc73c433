public import Domain

/// A window of a history and the reference it is held against, as times and as rows.
public struct HistoryWindow: Hashable, Sendable {
  /// Inclusive.
  public let start: Timestamp
  /// Exclusive.
  public let end: Timestamp
  /// Rows in it; may be empty.
  public let rows: Range<Int>
  /// Inclusive.
  public let referenceStart: Timestamp
  /// Exclusive; at or before ``start``.
  public let referenceEnd: Timestamp
  /// Rows of the reference.
  public let referenceRows: Range<Int>
}
