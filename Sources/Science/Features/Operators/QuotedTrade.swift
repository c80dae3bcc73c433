/// One event of a stream of quotes and trades in arrival order.
public enum QuotedTrade: Hashable, Sendable, Codable {
  /// The best prices in units from now on; `nil` where the side is empty.
  case quote(time: Int64, bid: Int64?, ask: Int64?)
  case trade(TradePoint)
}
