import Domain

/// The taker's side of trades that came without one: above the last different price a buy, below it a sell, equal prices repeat the last side.
///
/// Until a price has changed nothing is known; a trade has no way to say so, and it counts as a buy.
///
/// Source: Lee and Ready (1991); the golden definition `tick_rule`.
struct TickRule {
  private var last: Price?
  private var side = Side.buy

  mutating func side(of price: Price) -> Side {
    if let last, price != last { side = price > last ? .buy : .sell }
    last = price
    return side
  }
}
