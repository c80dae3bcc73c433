public import Domain

/// The content of a `trade` frame: a reusable buffer, like ``BookFrame``.
public struct TradeFrame: Sendable {
  public internal(set) var isSnapshot = false
  /// In the frame's order.
  public internal(set) var trades: [Trade] = []
  /// Trades of symbols that the decoder's table does not hold: left.
  public internal(set) var strangers = 0

  public init() {}

  mutating func clear(isSnapshot: Bool) {
    self.isSnapshot = isSnapshot
    trades.removeAll(keepingCapacity: true)
    strangers = 0
  }
}
