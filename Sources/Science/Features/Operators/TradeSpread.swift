/// What one trade cost, once its horizon has passed: a row of ``TradeSpreads``.
public struct TradeSpread: Hashable, Sendable, Codable {
  /// Number of the trade among the events taken in, from 0.
  public var event: Int
  /// Time of the trade.
  public var time: Int64
  /// 2 D (p − mid), in price; negative inside the mid.
  public var effective: Double
  /// 10⁴ effective / mid; `nil` where the mid is 0.
  public var effectiveBasisPoints: Double?
  /// 2 D (p − mid after the horizon), in price; `nil` where no valid quote stood then, or the data ended before.
  public var realised: Double?
  /// effective − realised; `nil` where that is.
  public var impact: Double?
}
