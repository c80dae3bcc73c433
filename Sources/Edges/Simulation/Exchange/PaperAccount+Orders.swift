import Domain
import KrakenWire

extension PaperAccount {
  /// What an order meets when it arrives.
  struct Surroundings {
    var instruments: [Instrument]
    /// Index of the order's instrument.
    var instrument: Int
    var book: DisplayedBook
    /// Of markets that show no book but trade.
    var lastTrade: Price?
    var time: Timestamp
  }

  /// One fill an arriving order would get.
  private struct Taken {
    var price: Price
    var quantity: Quantity
  }

  /// Checks an order, and takes it: what the displayed book offers is filled at once, the rest of a limit order waits.
  ///
  /// A market order beyond the displayed levels is canceled for the rest. Where a market shows no book at all (a recording of
  /// trades), a market order is filled at the last trade's price.
  ///
  /// - Returns: the order's identifier; `nil` when the order was only validated.
  /// - Throws: ``OrderRefusal``; the account is then as it was.
  mutating func place(
    _ request: ClientRequest.AddOrder, in surroundings: Surroundings, events: inout [AccountEvent]
  ) throws(OrderRefusal) -> String? {
    let instrument = surroundings.instruments[surroundings.instrument]
    var order = try read(request, instrument, surroundings.instrument)
    let taken = try taking(order, surroundings)
    if request.isPostOnly, !taken.isEmpty { throw .wouldTake }
    try checkFunds(order, taken, surroundings.instruments)
    if request.isOnlyValidated { return nil }

    order.orderID = identifier("O")
    let index = order.instrument
    let time = surroundings.time
    events.append(
      .report(
        OrderReport(
          kind: .pendingNew, status: "pending_new", orderID: order.orderID, clientID: order.clientID, time: time,
          terms: order.terms(instrument), progress: order.progress),
        instrument: index))
    events.append(.report(OrderReport(kind: .new, status: "new", orderID: order.orderID, time: time), instrument: index))
    for part in taken {
      do {
        try fill(&order, price: part.price, quantity: part.quantity, isMaker: false, of: instrument, at: time, events: &events)
      } catch {
        preconditionFailure("costs were computed when the funds were checked")
      }
    }
    if order.remaining == 0 {
      events.append(.report(done(order, time), instrument: index))
    } else if order.limitPrice == nil || order.timeInForce == "IOC" {
      let reason = order.limitPrice == nil ? "Displayed liquidity exhausted" : "IOC order cannot be filled entirely"
      events.append(.report(canceled(order, reason, time), instrument: index))
    } else {
      openOrders.append(order)
    }
    return order.orderID
  }

  /// Cancels one open order.
  ///
  /// - Throws: ``OrderRefusal/unknownOrder``.
  mutating func cancel(where matches: (OpenOrder) -> Bool, at time: Timestamp, events: inout [AccountEvent]) throws(OrderRefusal) -> OpenOrder {
    guard let index = openOrders.firstIndex(where: matches) else { throw .unknownOrder }
    let order = openOrders.remove(at: index)
    events.append(.report(canceled(order, "User requested", time), instrument: order.instrument))
    return order
  }

  /// The report that ends an executed order.
  func done(_ order: OpenOrder, _ time: Timestamp) -> OrderReport {
    OrderReport(
      kind: .filled, status: "filled", orderID: order.orderID, clientID: order.clientID, time: time, progress: order.progress)
  }

  private func canceled(_ order: OpenOrder, _ reason: String, _ time: Timestamp) -> OrderReport {
    OrderReport(
      kind: .canceled, status: "canceled", orderID: order.orderID, clientID: order.clientID, time: time, progress: order.progress,
      reason: reason)
  }

  private func read(_ request: ClientRequest.AddOrder, _ instrument: Instrument, _ index: Int) throws(OrderRefusal) -> OpenOrder {
    guard openOrders.count < Self.maximumOpenOrders else { throw .tooManyOrders }
    let side: Side
    switch request.side {
    case "buy": side = .buy
    case "sell": side = .sell
    default: throw .side
    }
    guard let quantity = try? DecimalText.parse(Array(request.quantity.utf8).span, scale: instrument.quantityDecimals), quantity > 0 else {
      throw .quantity
    }
    guard quantity >= instrument.minimumQuantity.units else { throw .belowMinimum }
    var price: Price?
    switch request.orderType {
    case "market": break
    case "limit":
      guard let text = request.limitPrice else { throw .price }
      do {
        price = Price(units: try DecimalText.parse(Array(text.utf8).span, scale: instrument.priceDecimals))
      } catch .inexact {
        throw .tickSize
      } catch {
        throw .price
      }
    default: throw .orderType
    }
    if let price {
      guard price.units > 0 else { throw .price }
      guard price.units % instrument.priceIncrement.units == 0 else { throw .tickSize }
    }
    let timeInForce = (request.timeInForce ?? "gtc").uppercased()
    guard timeInForce == "GTC" || timeInForce == "IOC" else { throw .timeInForce }
    if let clientID = request.clientID {
      guard !clientID.isEmpty, clientID.utf8.count <= 36, !openOrders.contains(where: { $0.clientID == clientID }) else { throw .clientID }
    }
    return OpenOrder(
      orderID: "", clientID: request.clientID, instrument: index, side: side, limitPrice: price, quantity: Quantity(units: quantity),
      timeInForce: timeInForce)
  }

  private func taking(_ order: OpenOrder, _ surroundings: Surroundings) throws(OrderRefusal) -> [Taken] {
    var taken: [Taken] = []
    var rest = order.remaining
    for level in surroundings.book.opposite(of: order.side) where rest > 0 && order.accepts(level.price) {
      let quantity = min(rest, level.quantity.units)
      taken.append(Taken(price: level.price, quantity: Quantity(units: quantity)))
      rest -= quantity
    }
    if order.limitPrice == nil, taken.isEmpty {
      guard surroundings.book.bids.isEmpty, surroundings.book.asks.isEmpty, let price = surroundings.lastTrade else { throw .noMarket }
      taken.append(Taken(price: price, quantity: order.quantity))
    }
    return taken
  }

  private func checkFunds(_ order: OpenOrder, _ taken: [Taken], _ instruments: [Instrument]) throws(OrderRefusal) {
    let instrument = instruments[order.instrument]
    do {
      // Of both sides: no fill of an order that is taken may ever cost more than money can hold.
      var needed = Money.zero
      var rest = order.remaining
      for part in taken {
        needed += try costWithFee(part.price, part.quantity, instrument)
        rest -= part.quantity.units
      }
      if let price = order.limitPrice, rest > 0 { needed += try costWithFee(price, Quantity(units: rest), instrument) }
      let asset = order.side == .buy ? instrument.quote : instrument.base
      if order.side == .sell { needed = Money(order.quantity, of: instrument) }
      guard try available(asset, instruments: instruments) >= needed else { throw OrderRefusal.insufficientFunds }
    } catch let refusal as OrderRefusal {
      throw refusal
    } catch {
      throw .quantity  // a cost beyond what money can hold exactly
    }
  }
  /// - Throws: `overflow` for a cost of which no fee can be computed exactly: about 1.7 · 10¹⁴ of the quote currency and more.
  private func costWithFee(_ price: Price, _ quantity: Quantity, _ instrument: Instrument) throws(DecimalError) -> Money {
    let cost = try Money(price: price, quantity: quantity, of: instrument)
    guard cost.units.magnitude <= UInt128(Int128.max / 1_000_000) else { throw .overflow }
    return cost + cost.fraction(millionths: Self.takerFee)
  }
}
