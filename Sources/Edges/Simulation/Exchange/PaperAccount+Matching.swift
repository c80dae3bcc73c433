import Domain
import KrakenWire

extension PaperAccount {
  /// The displayed book changed: waiting orders whose price the other side has reached are filled at their own price, as makers,
  /// by what is displayed there; better price first, then first come first served.
  mutating func bookChanged(
    _ index: Int, _ book: DisplayedBook, of instrument: Instrument, at time: Timestamp, events: inout [AccountEvent]
  ) {
    guard !openOrders.isEmpty else { return }
    for side in Side.allCases {
      var offered = book.opposite(of: side)
      match(index, side, of: instrument, at: time, events: &events) { order in
        var quantity: Int64 = 0
        for level in offered.indices where order.accepts(offered[level].price) && quantity < order.remaining {
          let part = min(order.remaining - quantity, offered[level].quantity.units)
          quantity += part
          offered[level].quantity = Quantity(units: offered[level].quantity.units - part)
        }
        return quantity
      }
    }
  }

  /// A trade was printed: waiting orders whose price it went through are filled by its quantity.
  mutating func traded(_ trade: Trade, of instrument: Instrument, events: inout [AccountEvent]) {
    guard !openOrders.isEmpty else { return }
    for side in Side.allCases {
      var offered = trade.quantity.units
      match(Int(trade.instrument.index), side, of: instrument, at: trade.time, events: &events) { order in
        guard let limit = order.limitPrice, side == .buy ? trade.price < limit : trade.price > limit else { return 0 }
        let quantity = min(order.remaining, offered)
        offered -= quantity
        return quantity
      }
    }
  }

  /// Offers the waiting orders of one side of one market what `quantity` says they get, best price and oldest first.
  private mutating func match(
    _ index: Int, _ side: Side, of instrument: Instrument, at time: Timestamp, events: inout [AccountEvent], quantity: (OpenOrder) -> Int64
  ) {
    let waiting = openOrders.indices.filter { openOrders[$0].instrument == index && openOrders[$0].side == side }
    guard !waiting.isEmpty else { return }
    let ranked = waiting.sorted { left, right in
      let (first, second) = (openOrders[left].limitPrice?.units ?? 0, openOrders[right].limitPrice?.units ?? 0)
      return first == second ? left < right : side == .buy ? first > second : first < second
    }
    for at in ranked {
      var order = openOrders[at]
      let matched = quantity(order)
      guard matched > 0, let price = order.limitPrice else { continue }
      do {
        try fill(&order, price: price, quantity: Quantity(units: matched), isMaker: true, of: instrument, at: time, events: &events)
      } catch {
        preconditionFailure("the cost of the whole order was computed when it was taken")
      }
      openOrders[at] = order
      if order.remaining == 0 { events.append(.report(done(order, time), instrument: index)) }
    }
    openOrders.removeAll { $0.remaining == 0 }
  }
}
