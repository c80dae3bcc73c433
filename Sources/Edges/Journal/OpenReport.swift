/// What was found when a journal was opened.
public struct OpenReport: Hashable, Sendable {
  /// Segments that were there.
  public var segments: Int
  /// Records that were there.
  public var records: UInt64
  /// Bytes of a record that was not complete when the last process died: cut off now. 0 after an orderly end.
  public var tornBytes: Int
  /// File and offset of the cut, when there was one.
  public var tornAt: String?
  /// The sequence number of the next record.
  public var nextSequence: UInt64
}
