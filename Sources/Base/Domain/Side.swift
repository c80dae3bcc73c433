/// Which side of the market: of an order, or of a trade's taker.
public enum Side: UInt8, Hashable, Sendable, Codable, CaseIterable {
  case buy = 0
  case sell = 1

  /// Kraken's word.
  public var text: String { self == .buy ? "buy" : "sell" }
  /// The side that this one trades against.
  public var opposite: Side { self == .buy ? .sell : .buy }
}
