/// How a journal is kept.
public struct JournalOptions: Hashable, Sendable {
  /// Size of a segment file, allocated as a whole before it is used.
  public var segmentBytes: Int
  public var sync: SyncPolicy
  /// Value of the tag `exchange` of ticks.
  public var exchange: String
  /// Segments that may wait for their sync; the writer waits for the disk when one more is filled.
  public var maximumUnsyncedSegments: Int
  /// On opening, all segments are verified when they are together at most this large; the last one always is.
  public var verifyOnOpenBytes: Int

  public init(
    segmentBytes: Int = 64 << 20, sync: SyncPolicy = .every(milliseconds: 100), exchange: String = "kraken",
    maximumUnsyncedSegments: Int = 8, verifyOnOpenBytes: Int = 1 << 30
  ) {
    precondition(segmentBytes >= 4096 && segmentBytes % 4096 == 0, "a segment is a whole number of 4 KiB pages")
    precondition(maximumUnsyncedSegments > 0, "at least one segment waits")
    self.segmentBytes = segmentBytes
    self.sync = sync
    self.exchange = exchange
    self.maximumUnsyncedSegments = maximumUnsyncedSegments
    self.verifyOnOpenBytes = verifyOnOpenBytes
  }
}
