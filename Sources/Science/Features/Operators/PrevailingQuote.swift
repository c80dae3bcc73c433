/// The quote that stands before a trade: none while a side is empty or it is crossed.
struct PrevailingQuote: Hashable, Sendable, Codable {
  /// Bid + ask in price units, twice the mid; `nil` while none stands.
  private(set) var doubledMid: Int64?

  mutating func replace(bid: Int64?, ask: Int64?) {
    let limit = TradePoint.largestPrice
    guard let bid, let ask, bid <= ask, bid > -limit, ask < limit else {
      doubledMid = nil
      return
    }
    doubledMid = bid + ask
  }
}
