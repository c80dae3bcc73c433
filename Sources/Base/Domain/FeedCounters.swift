/// What a market feed has counted since it was made.
public struct FeedCounters: Hashable, Sendable, Codable {
  /// WebSocket text frames received.
  public var frames: UInt64 = 0
  /// Of a channel or method this program does not know: kept apart, not lost silently.
  public var unknown: UInt64 = 0
  /// Not what the protocol says.
  public var malformed: UInt64 = 0
  public var checksumsGood: UInt64 = 0
  public var checksumsBad: UInt64 = 0
  /// Books asked for anew.
  public var resyncs: UInt64 = 0
  /// Connections made anew after a loss.
  public var reconnects: UInt64 = 0
  public init() {}
}
