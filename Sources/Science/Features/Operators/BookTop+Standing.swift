internal import Domain

extension BookTop {
  /// The best level of each side of a book that stands: both sides are there and not crossed (locked is fine), prices and quantities in range.
  @inline(__always) var standing: (bid: BookLevel, ask: BookLevel)? {
    guard bidCount > 0, askCount > 0 else { return nil }
    let (bid, ask) = (self.bid(0), self.ask(0))
    let limit = TradePoint.largestPrice
    guard bid.price.units <= ask.price.units, bid.price.units > -limit, ask.price.units < limit, bid.quantity.units >= 0, ask.quantity.units >= 0 else { return nil }
    return (bid, ask)
  }
}
