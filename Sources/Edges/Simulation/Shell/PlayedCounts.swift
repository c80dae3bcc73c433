/// What a simulated exchange has played.
public struct PlayedCounts: Sendable, Hashable {
  /// Events of the market.
  public var events: UInt64
  /// Text frames sent, of all sessions.
  public var frames: UInt64

  public init(events: UInt64, frames: UInt64) {
    self.events = events
    self.frames = frames
  }
}
