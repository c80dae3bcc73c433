/// What a feed wants done. The shell does it, in order.
public enum FeedAction: Hashable, Sendable {
  /// Send this text frame to the exchange.
  case send([UInt8])
  /// Tell the people who run this.
  case log(FeedEvent)
}
