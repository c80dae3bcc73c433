public import Domain

/// A price-time priority limit order book: orders at one price queue, first come first served.
///
/// Pure and exact: integers only. Prices and quantities must be positive; identifiers unique among resting orders.
public struct MatchingBook: Sendable {
  /// An order at rest.
  public struct Resting: Sendable, Hashable {
    public var id: Int64
    public var quantity: Int64
  }

  /// Orders at one price, oldest first.
  public struct Queue: Sendable, Hashable {
    public var price: Int64
    public var orders: [Resting]
    /// The sum of the orders' quantities.
    public var total: Int64
  }

  /// One match: the resting order gave this quantity at its price.
  public struct Match: Sendable, Hashable {
    public var maker: Int64
    public var price: Int64
    public var quantity: Int64
  }

  private struct Place: Sendable {
    var side: Side
    var price: Int64
  }

  /// Worst price first, so that the best is the last and is cheap to remove.
  private var bids: [Queue] = []
  private var asks: [Queue] = []
  private var places: [Int64: Place] = [:]

  public init() {}

  /// Resting orders of both sides.
  public var orderCount: Int { places.count }

  /// Does this order still rest?
  public func isResting(_ id: Int64) -> Bool { places[id] != nil }

  /// Price levels of the side on which orders of this side rest.
  public func levelCount(_ side: Side) -> Int { side == .buy ? bids.count : asks.count }

  /// The level `depth` places behind the best, 0 the best.
  public func level(_ side: Side, _ depth: Int) -> Queue { side == .buy ? bids[bids.count - 1 - depth] : asks[asks.count - 1 - depth] }

  /// The highest price at which a buy order rests.
  public var bestBid: Int64? { bids.last?.price }
  /// The lowest price at which a sell order rests.
  public var bestAsk: Int64? { asks.last?.price }

  /// Places a limit order: what crosses is matched at the resting orders' prices, the rest queues.
  ///
  /// - Parameter matches: appended to, in the order in which they happened.
  /// - Returns: the quantity left resting.
  /// - Complexity: O(matches + levels).
  @discardableResult
  public mutating func limit(id: Int64, side: Side, price: Int64, quantity: Int64, matches: inout [Match]) -> Int64 {
    precondition(price > 0 && quantity > 0, "an order has a price and a quantity above 0")
    precondition(places[id] == nil, "an order's identifier is unique among resting orders")
    let rest = take(side: side, quantity: quantity, limit: price, matches: &matches)
    if rest > 0 {
      if side == .buy { Self.queue(id, price, rest, &bids, ascending: true) } else { Self.queue(id, price, rest, &asks, ascending: false) }
      places[id] = Place(side: side, price: price)
    }
    return rest
  }

  /// Executes against the other side up to a price; what finds no counterpart lapses.
  ///
  /// - Parameter limit: the worst price taken; `nil` for a market order.
  /// - Returns: the quantity that lapsed.
  @discardableResult
  public mutating func take(side: Side, quantity: Int64, limit: Int64?, matches: inout [Match]) -> Int64 {
    side == .buy
      ? Self.take(quantity, from: &asks, &places, &matches) { price in limit.map { price <= $0 } ?? true }
      : Self.take(quantity, from: &bids, &places, &matches) { price in limit.map { price >= $0 } ?? true }
  }

  /// Removes a resting order.
  ///
  /// - Returns: its remaining quantity, or `nil` when no such order rests.
  @discardableResult
  public mutating func cancel(id: Int64) -> Int64? {
    guard let place = places.removeValue(forKey: id) else { return nil }
    return place.side == .buy ? Self.remove(id, place.price, &bids, ascending: true) : Self.remove(id, place.price, &asks, ascending: false)
  }

  private static func take(
    _ quantity: Int64, from levels: inout [Queue], _ places: inout [Int64: Place], _ matches: inout [Match], while reaches: (Int64) -> Bool
  ) -> Int64 {
    var rest = quantity
    while rest > 0, let best = levels.last, reaches(best.price) {
      let index = levels.count - 1
      var gone = 0
      while rest > 0, gone < levels[index].orders.count {
        let maker = levels[index].orders[gone]
        let matched = min(rest, maker.quantity)
        matches.append(Match(maker: maker.id, price: best.price, quantity: matched))
        rest -= matched
        levels[index].total -= matched
        if matched == maker.quantity {
          places[maker.id] = nil
          gone += 1
        } else {
          levels[index].orders[gone].quantity -= matched
        }
      }
      levels[index].orders.removeFirst(gone)
      if levels[index].orders.isEmpty { levels.removeLast() }
    }
    return rest
  }

  /// The index of a price, or where it would stand.
  private static func position(of price: Int64, in levels: [Queue], ascending: Bool) -> Int {
    var low = 0
    var high = levels.count
    while low < high {
      let middle = (low + high) / 2
      if ascending ? levels[middle].price < price : levels[middle].price > price { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func queue(_ id: Int64, _ price: Int64, _ quantity: Int64, _ levels: inout [Queue], ascending: Bool) {
    let index = position(of: price, in: levels, ascending: ascending)
    if index < levels.count, levels[index].price == price {
      levels[index].orders.append(Resting(id: id, quantity: quantity))
      levels[index].total += quantity
    } else {
      levels.insert(Queue(price: price, orders: [Resting(id: id, quantity: quantity)], total: quantity), at: index)
    }
  }

  private static func remove(_ id: Int64, _ price: Int64, _ levels: inout [Queue], ascending: Bool) -> Int64? {
    let index = position(of: price, in: levels, ascending: ascending)
    guard index < levels.count, levels[index].price == price, let at = levels[index].orders.firstIndex(where: { $0.id == id }) else { return nil }
    let order = levels[index].orders.remove(at: at)
    levels[index].total -= order.quantity
    if levels[index].orders.isEmpty { levels.remove(at: index) }
    return order.quantity
  }
}
