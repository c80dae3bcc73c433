@testable import Simulation
import Domain
import KrakenWire
import TestSupport
import Testing

@Suite("PaperAccount")
struct PaperAccountTests {
  static let instrument = Instrument(
    symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 1, quantityDecimals: 8, minimumQuantity: Quantity(units: 5_000))

  static func money(_ text: String) -> Money { try! Money(parsing: text) }

  static func level(_ price: String, _ quantity: String) -> BookLevel {
    BookLevel(
      price: Price(units: try! DecimalText.parse(Array(price.utf8).span, scale: 1)),
      quantity: Quantity(units: try! DecimalText.parse(Array(quantity.utf8).span, scale: 8)))
  }

  static var book: DisplayedBook {
    var book = DisplayedBook()
    book.apply(bids: [level("99", "1"), level("98", "2")], asks: [level("100", "1"), level("101", "2")])
    return book
  }

  static func order(
    _ type: String, _ side: String, _ quantity: String, at price: String? = nil, tif: String? = nil, postOnly: Bool = false, validate: Bool = false,
    client: String? = nil
  ) -> ClientRequest.AddOrder {
    ClientRequest.AddOrder(
      orderType: type, side: side, symbol: "BTC/USD", quantity: quantity, limitPrice: price, timeInForce: tif, isPostOnly: postOnly,
      isOnlyValidated: validate, clientID: client, token: nil, requestID: nil)
  }

  static func surroundings(_ book: DisplayedBook = book, lastTrade: Price? = nil, time: Int64 = 1) -> PaperAccount.Surroundings {
    PaperAccount.Surroundings(instruments: [instrument], instrument: 0, book: book, lastTrade: lastTrade, time: Timestamp(nanoseconds: time))
  }

  private func account() -> PaperAccount { PaperAccount(for: [Self.instrument]) }

  /// The events as short words.
  private func words(_ events: [AccountEvent]) -> [String] {
    events.map { event in
      switch event {
      case .report(let report, _): "\(report.kind.rawValue):\(report.status)"
      case .balance(let change): "\(change.asset) \(change.amount) -\(change.fee)"
      }
    }
  }

  @Test("A market order sweeps the displayed levels, each fill at its level's price with the taker's fee, to the last digit")
  func market() throws {
    var account = account()
    var events: [AccountEvent] = []
    let id = try account.place(Self.order("market", "buy", "1.5"), in: Self.surroundings(), events: &events)
    #expect(id?.count == 19)
    #expect(
      words(events) == [
        "pending_new:pending_new", "new:new", "trade:partially_filled", "BTC 1 -0", "USD -100 -0.26", "trade:filled", "BTC 0.5 -0",
        "USD -50.5 -0.1313", "filled:filled",
      ])
    #expect(account.balance(of: "USD") == Self.money("99849.1087") && account.balance(of: "BTC") == Self.money("1.5"))
    #expect(account.openOrders.isEmpty)
  }

  @Test("A market order beyond what is displayed is canceled for the rest and keeps what it got")
  func exhausted() throws {
    var account = account()
    var events: [AccountEvent] = []
    _ = try account.place(Self.order("market", "buy", "5"), in: Self.surroundings(), events: &events)
    #expect(words(events).last == "canceled:canceled")
    guard case .report(let report, _) = events.last else {
      Issue.record("no report")
      return
    }
    #expect(report.reason == "Displayed liquidity exhausted" && report.progress?.quantity.units == 300_000_000)
    #expect(account.balance(of: "BTC") == Self.money("3"))
  }

  @Test("A limit order takes what its price reaches, waits for the rest, is filled as maker at its own price, partly and then whole")
  func limit() throws {
    var account = account()
    var events: [AccountEvent] = []
    _ = try account.place(Self.order("limit", "buy", "3", at: "100.0"), in: Self.surroundings(), events: &events)
    #expect(words(events).suffix(3) == ["trade:partially_filled", "BTC 1 -0", "USD -100 -0.26"])
    #expect(account.openOrders.first?.remaining == 200_000_000)
    events = []
    var book = DisplayedBook()
    book.apply(bids: [], asks: [Self.level("99.5", "0.5"), Self.level("100.0", "0.25"), Self.level("100.1", "9")])
    account.bookChanged(0, book, of: Self.instrument, at: Timestamp(nanoseconds: 2), events: &events)
    #expect(words(events) == ["trade:partially_filled", "BTC 0.75 -0", "USD -75 -0.12"])
    events = []
    let through = Trade(
      instrument: InstrumentID(0), time: Timestamp(nanoseconds: 3), id: 9, price: Price(units: 999), quantity: Quantity(units: 900_000_000), side: .sell)
    account.traded(through, of: Self.instrument, events: &events)
    #expect(words(events) == ["trade:filled", "BTC 1.25 -0", "USD -125 -0.2", "filled:filled"])
    #expect(account.openOrders.isEmpty && account.balance(of: "BTC") == Self.money("3"))
    #expect(account.balance(of: "USD") == Self.money("99699.42"))
  }

  @Test("Waiting orders share what is displayed: the better price first, then the older; a trade at the very price fills none")
  func priority() throws {
    var account = account()
    var events: [AccountEvent] = []
    for (price, name) in [("97.0", "low"), ("98.5", "old"), ("98.5", "young")] {
      _ = try account.place(Self.order("limit", "buy", "1", at: price, client: name), in: Self.surroundings(), events: &events)
    }
    events = []
    let touch = Trade(
      instrument: InstrumentID(0), time: Timestamp(nanoseconds: 3), id: 9, price: Price(units: 985), quantity: Quantity(units: 900_000_000), side: .sell)
    account.traded(touch, of: Self.instrument, events: &events)
    #expect(events.isEmpty)
    var book = DisplayedBook()
    book.apply(bids: [], asks: [Self.level("97.0", "1.5")])
    account.bookChanged(0, book, of: Self.instrument, at: Timestamp(nanoseconds: 4), events: &events)
    #expect(account.openOrders.map(\.clientID) == ["low", "young"])
    #expect(account.openOrders.map(\.remaining) == [100_000_000, 50_000_000])
  }

  @Test("IOC cancels its rest, post-only refuses to take, validate only checks, cancel finds an order once")
  func conditions() throws {
    var account = account()
    var events: [AccountEvent] = []
    _ = try account.place(Self.order("limit", "buy", "2", at: "100.0", tif: "ioc"), in: Self.surroundings(), events: &events)
    #expect(words(events).last == "canceled:canceled" && account.openOrders.isEmpty)
    let before = account.balances
    events = []
    #expect(throws: OrderRefusal.wouldTake) {
      try account.place(Self.order("limit", "buy", "1", at: "100.0", postOnly: true), in: Self.surroundings(), events: &events)
    }
    let validated = try account.place(Self.order("limit", "buy", "1", at: "100.0", validate: true), in: Self.surroundings(), events: &events)
    #expect(validated == nil && events.isEmpty && account.balances == before)
    let id = try account.place(Self.order("limit", "buy", "1", at: "50.0", postOnly: true), in: Self.surroundings(), events: &events)
    events = []
    let canceled = try account.cancel(where: { $0.orderID == id }, at: Timestamp(nanoseconds: 5), events: &events)
    #expect(canceled.orderID == id && words(events) == ["canceled:canceled"])
    #expect(throws: OrderRefusal.unknownOrder) { try account.cancel(where: { $0.orderID == id }, at: Timestamp(nanoseconds: 6), events: &events) }
  }

  @Test("Every wrong order gets Kraken's word for it and changes nothing")
  func refusals() throws {
    let cases: [(ClientRequest.AddOrder, OrderRefusal, String)] = [
      (Self.order("market", "hold", "1"), .side, "EGeneral:Invalid arguments:side"),
      (Self.order("market", "buy", "one"), .quantity, "EGeneral:Invalid arguments:order_qty"),
      (Self.order("market", "buy", "-1"), .quantity, "EGeneral:Invalid arguments:order_qty"),
      (Self.order("market", "buy", "0.000000001"), .quantity, "EGeneral:Invalid arguments:order_qty"),
      (Self.order("market", "buy", "0.00004999"), .belowMinimum, "EOrder:Order minimum not met"),
      (Self.order("limit", "buy", "1"), .price, "EGeneral:Invalid arguments:limit_price"),
      (Self.order("limit", "buy", "1", at: "-3"), .price, "EGeneral:Invalid arguments:limit_price"),
      (Self.order("limit", "buy", "1", at: "0"), .price, "EGeneral:Invalid arguments:limit_price"),
      (Self.order("limit", "buy", "1", at: "99.95"), .tickSize, "EOrder:Tick size check failed"),
      (Self.order("stop-loss", "buy", "1", at: "99"), .orderType, "EGeneral:Invalid arguments:order_type"),
      (Self.order("limit", "buy", "1", at: "90", tif: "gtd"), .timeInForce, "EGeneral:Invalid arguments:time_in_force"),
      (Self.order("limit", "buy", "1", at: "90", client: ""), .clientID, "EGeneral:Invalid arguments:cl_ord_id"),
      (Self.order("limit", "buy", "1", at: "90", client: String(repeating: "x", count: 37)), .clientID, "EGeneral:Invalid arguments:cl_ord_id"),
      (Self.order("limit", "buy", "2000", at: "90"), .insufficientFunds, "EOrder:Insufficient funds"),
      (Self.order("market", "sell", "1"), .insufficientFunds, "EOrder:Insufficient funds"),
      // Numbers at the edge of 64 bits must be refused, not overflow.
      (Self.order("limit", "buy", "90000000000", at: "900000000000000000.0"), .quantity, "EGeneral:Invalid arguments:order_qty"),
      (Self.order("limit", "sell", "1", at: "900000000000000000.0"), .quantity, "EGeneral:Invalid arguments:order_qty"),
    ]
    var account = account()
    let opening = account.balances
    var events: [AccountEvent] = []
    for (order, refusal, words) in cases {
      #expect(throws: refusal, "\(order)") { try account.place(order, in: Self.surroundings(), events: &events) }
      #expect(refusal.rawValue == words)
    }
    #expect(events.isEmpty && account.openOrders.isEmpty && account.balances == opening)
    #expect(throws: OrderRefusal.noMarket) { try account.place(Self.order("market", "buy", "1"), in: Self.surroundings(DisplayedBook()), events: &events) }
    _ = try account.place(Self.order("limit", "buy", "1", at: "90", client: "twin"), in: Self.surroundings(), events: &events)
    #expect(throws: OrderRefusal.clientID) { try account.place(Self.order("limit", "buy", "1", at: "90", client: "twin"), in: Self.surroundings(), events: &events) }
    for _ in 1..<PaperAccount.maximumOpenOrders { _ = try account.place(Self.order("limit", "buy", "0.001", at: "9"), in: Self.surroundings(), events: &events) }
    #expect(throws: OrderRefusal.tooManyOrders) { try account.place(Self.order("limit", "buy", "0.001", at: "9"), in: Self.surroundings(), events: &events) }
  }

  @Test("Where no book is shown a market order is filled at the last trade")
  func tradesOnly() throws {
    var account = account()
    var events: [AccountEvent] = []
    _ = try account.place(Self.order("market", "buy", "2"), in: Self.surroundings(DisplayedBook(), lastTrade: Price(units: 1_000)), events: &events)
    #expect(account.balance(of: "BTC") == Self.money("2") && account.balance(of: "USD") == Self.money("99799.48"))
  }

  @Test("What waiting orders bind cannot be spent again; a cancel frees it")
  func binding() throws {
    var account = account()
    var events: [AccountEvent] = []
    let id = try account.place(Self.order("limit", "buy", "1000", at: "99.0"), in: Self.surroundings(), events: &events)
    #expect(throws: OrderRefusal.insufficientFunds) { try account.place(Self.order("limit", "buy", "10", at: "99.0"), in: Self.surroundings(), events: &events) }
    _ = try account.cancel(where: { $0.orderID == id }, at: Timestamp(nanoseconds: 2), events: &events)
    _ = try account.place(Self.order("limit", "buy", "10", at: "99.0"), in: Self.surroundings(), events: &events)
  }

  @Test("Over random orders, books and trades nothing is made or lost: balances are the openings plus the ledger, fees apart, and never negative", arguments: 1...25 as ClosedRange<UInt64>)
  func conservation(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var account = account()
    var events: [AccountEvent] = []
    var identifiers: Set<String> = []
    var ledger: [String: Money] = ["USD": account.balance(of: "USD")]
    var fromFills: [String: Money] = ledger
    var fills = 0
    var refused = 0
    for round in 0..<300 {
      events.removeAll()
      var book = DisplayedBook()
      let mid = Int64.random(in: 900...1100, using: &random)
      for depth in 1...5 as ClosedRange<Int64> {
        let quantity = { (random: inout SeededGenerator) in Quantity(units: Int64.random(in: 1...300_000_000, using: &random)) }
        book.apply(
          bids: [BookLevel(price: Price(units: mid - depth), quantity: quantity(&random))],
          asks: [BookLevel(price: Price(units: mid + depth), quantity: quantity(&random))])
      }
      let time = Timestamp(nanoseconds: Int64(round) * 1000)
      switch Int.random(in: 0..<6, using: &random) {
      case 0..<3:
        let price = DecimalText.text(mid + Int64.random(in: -30...30, using: &random), scale: 1)
        let quantity = DecimalText.text(Int64.random(in: 4_000...60_000_000_000, using: &random), scale: 8)
        let order = Self.order(
          Bool.random(using: &random) ? "market" : "limit", Bool.random(using: &random) ? "buy" : "sell", quantity, at: price,
          tif: Int.random(in: 0..<5, using: &random) == 0 ? "ioc" : nil)
        let before = (account.balances, account.openOrders)
        do {
          _ = try account.place(order, in: Self.surroundings(book, time: time.nanoseconds), events: &events)
        } catch {
          refused += 1
          #expect(account.balances == before.0 && account.openOrders == before.1 && events.isEmpty, "seed \(seed): a refusal changed something")
        }
      case 3: _ = try? account.cancel(where: { _ in Bool.random(using: &random) }, at: time, events: &events)
      case 4: account.bookChanged(0, book, of: Self.instrument, at: time, events: &events)
      default:
        let trade = Trade(
          instrument: InstrumentID(0), time: time, id: 1, price: Price(units: mid + Int64.random(in: -40...40, using: &random)),
          quantity: Quantity(units: Int64.random(in: 1...500_000_000, using: &random)), side: .buy)
        account.traded(trade, of: Self.instrument, events: &events)
      }
      for event in events {
        switch event {
        case .report(let report, _):
          guard let fill = report.execution else { continue }
          fills += 1
          #expect(identifiers.insert(fill.execID).inserted, "seed \(seed)")
          #expect(fill.cost == (try Money(price: fill.price, quantity: fill.quantity, of: Self.instrument)), "seed \(seed)")
          #expect(fill.fee == fill.cost.fraction(millionths: fill.isMaker ? PaperAccount.makerFee : PaperAccount.takerFee), "seed \(seed)")
          let amount = Money(fill.quantity, of: Self.instrument)
          fromFills["BTC", default: .zero] += fill.side == .buy ? amount : -amount
          fromFills["USD", default: .zero] += (fill.side == .buy ? -fill.cost : fill.cost) - fill.fee
        case .balance(let change):
          #expect(identifiers.insert(change.ledgerID).inserted, "seed \(seed)")
          ledger[change.asset, default: .zero] += change.amount - change.fee
          #expect(ledger[change.asset] == change.balance, "seed \(seed): the stated balance is not the running one")
        }
      }
      for balance in account.balances {
        #expect(balance.amount == ledger[balance.asset] && balance.amount == fromFills[balance.asset], "seed \(seed), round \(round)")
        #expect(balance.amount >= .zero, "seed \(seed), round \(round): \(balance)")
      }
      for order in account.openOrders { #expect(order.remaining > 0 && order.executed >= .zero, "seed \(seed)") }
    }
    #expect(fills > 20 && refused > 5, "seed \(seed): \(fills) fills, \(refused) refusals prove little")
  }

  @Test("Two lives of an exchange give no identifier twice, and identifiers have Kraken's form")
  func identifiers() {
    var seen: Set<String> = []
    for epoch in [0, 1, 1_767_225_600] as [UInt32] {
      var account = PaperAccount(for: [Self.instrument], epoch: epoch)
      for _ in 0..<100 {
        let id = account.identifier("O")
        #expect(seen.insert(id).inserted)
        #expect(id.split(separator: "-").map(\.count) == [6, 5, 6] && id.first == "O")
      }
    }
  }
}
