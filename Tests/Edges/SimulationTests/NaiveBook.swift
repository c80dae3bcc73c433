@testable import Simulation
import Domain

/// Price-time priority from its definition: a list of orders in order of arrival, searched from end to end.
struct NaiveBook {
  struct Order {
    var id: Int64
    var side: Side
    var price: Int64
    var quantity: Int64
  }

  private(set) var orders: [Order] = []

  mutating func take(_ side: Side, _ quantity: Int64, limit: Int64?) -> (rest: Int64, matches: [MatchingBook.Match]) {
    var rest = quantity
    var matches: [MatchingBook.Match] = []
    while rest > 0 {
      var best: Int?
      for (index, order) in orders.enumerated() where order.side != side {
        if let limit, side == .buy ? order.price > limit : order.price < limit { continue }
        guard let known = best else {
          best = index
          continue
        }
        if side == .buy ? order.price < orders[known].price : order.price > orders[known].price { best = index }
      }
      guard let best else { break }
      let quantity = min(rest, orders[best].quantity)
      matches.append(MatchingBook.Match(maker: orders[best].id, price: orders[best].price, quantity: quantity))
      rest -= quantity
      orders[best].quantity -= quantity
      if orders[best].quantity == 0 { orders.remove(at: best) }
    }
    return (rest, matches)
  }

  mutating func limit(_ id: Int64, _ side: Side, _ price: Int64, _ quantity: Int64) -> (rest: Int64, matches: [MatchingBook.Match]) {
    let taken = take(side, quantity, limit: price)
    if taken.rest > 0 { orders.append(Order(id: id, side: side, price: price, quantity: taken.rest)) }
    return taken
  }

  mutating func cancel(_ id: Int64) -> Int64? {
    guard let index = orders.firstIndex(where: { $0.id == id }) else { return nil }
    return orders.remove(at: index).quantity
  }

  /// Price and total of every level of a side, best first.
  func levels(_ side: Side) -> [BookLevel] {
    var totals: [Int64: Int64] = [:]
    for order in orders where order.side == side { totals[order.price, default: 0] += order.quantity }
    let sorted = totals.sorted { side == .buy ? $0.key > $1.key : $0.key < $1.key }
    return sorted.map { BookLevel(price: Price(units: $0.key), quantity: Quantity(units: $0.value)) }
  }
}
