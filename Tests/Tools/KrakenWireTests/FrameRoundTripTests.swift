import Domain
import JSONBytes
import TestSupport
import Testing

@testable import KrakenWire

@Suite("what the exchange writes, the client reads") struct FrameRoundTripTests {
  static let instruments = [
    Frames.bitcoin, Frames.ripple,
    Instrument(
      symbol: "PEPE/USD:x\"y", base: "PEPE", quote: "USD", priceDecimals: 12, quantityDecimals: 0, priceIncrement: Price(units: 5),
      minimumQuantity: Quantity(units: 1000)),
  ]

  static func decoder() -> FrameDecoder {
    var decoder = FrameDecoder()
    for instrument in instruments { decoder.instruments.insert(instrument) }
    return decoder
  }

  static func written(_ write: (inout [UInt8]) -> Void) -> [UInt8] {
    var bytes: [UInt8] = []
    write(&bytes)
    return bytes
  }

  /// A constant of a test; one that is no decimal would be no test.
  static func money(_ text: String) -> Money? { try? Money(parsing: text) }

  static func time(_ dice: inout SeededGenerator) -> Timestamp {
    Timestamp(nanoseconds: Int64.random(in: 0...4_102_444_800_000_000, using: &dice) * 1000)
  }

  static func level(_ dice: inout SeededGenerator) -> BookLevel {
    BookLevel(
      price: Price(units: Int64.random(in: 1...1 << 50, using: &dice)),
      quantity: Quantity(units: Bool.random(using: &dice) ? 0 : Int64.random(in: 0...1 << 60, using: &dice)))
  }

  @Test("books, over seeds", arguments: 0..<40 as Range<UInt64>)
  func books(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    var decoder = Self.decoder()
    for index in Self.instruments.indices {
      let bids = (0..<Int.random(in: 0...12, using: &dice)).map { _ in Self.level(&dice) }
      let asks = (0..<Int.random(in: 0...12, using: &dice)).map { _ in Self.level(&dice) }
      let checksum = UInt32.random(in: 0 ... .max, using: &dice)
      let time = Self.time(&dice)
      let kind: FrameWriter.Kind = Bool.random(using: &dice) ? .snapshot : .update
      let bytes = Self.written {
        FrameWriter.book(kind, Self.instruments[index], bids: bids, asks: asks, checksum: checksum, time: time, to: &$0)
      }
      guard case .book = try decoder.decode(bytes.span) else {
        Issue.record("seed \(seed): no book")
        return
      }
      let update = try #require(decoder.book.updates.first)
      #expect(decoder.book.updates.count == 1 && decoder.book.isSnapshot == (kind == .snapshot) && decoder.book.strangers == 0)
      #expect(Int(update.instrument.index) == index && update.checksum == checksum && update.time == time, "seed \(seed)")
      #expect(Array(decoder.book.levels[update.bids]) == bids && Array(decoder.book.levels[update.asks]) == asks, "seed \(seed)")
    }
  }

  @Test("trades, over seeds", arguments: 0..<40 as Range<UInt64>)
  func trades(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    var decoder = Self.decoder()
    for index in Self.instruments.indices {
      let trades = (0..<Int.random(in: 1...20, using: &dice)).map { _ in
        Trade(
          instrument: InstrumentID(index), time: Self.time(&dice), id: Int64.random(in: 0 ... .max, using: &dice),
          price: Price(units: Int64.random(in: 1...1 << 50, using: &dice)), quantity: Quantity(units: Int64.random(in: 1...1 << 60, using: &dice)),
          side: Bool.random(using: &dice) ? .buy : .sell)
      }
      let many = Self.written { FrameWriter.trades(.snapshot, trades, Self.instruments[index], to: &$0) }
      guard case .trade = try decoder.decode(many.span) else {
        Issue.record("seed \(seed): no trades")
        return
      }
      #expect(decoder.trades.trades == trades && decoder.trades.isSnapshot, "seed \(seed)")
      let one = Self.written { FrameWriter.trade(trades[0], Self.instruments[index], to: &$0) }
      guard case .trade = try decoder.decode(one.span) else {
        Issue.record("seed \(seed): no trade")
        return
      }
      #expect(decoder.trades.trades == [trades[0]] && !decoder.trades.isSnapshot, "seed \(seed)")
    }
  }

  @Test("the instruments, each digit of their precisions")
  func instrumentStatement() throws {
    var decoder = FrameDecoder()
    let bytes = Self.written { FrameWriter.instrumentSnapshot(Self.instruments, to: &$0) }
    guard case .instrument(let frame) = try decoder.decode(bytes.span) else {
      Issue.record("no instrument frame")
      return
    }
    #expect(try frame.pairs.map { try $0.instrument.get() } == Self.instruments)
    #expect(frame.pairs.allSatisfy { $0.status == "online" } && frame.isSnapshot)
    #expect(frame.assets.map(\.id) == ["BTC", "PEPE", "USD", "XRP"])
  }

  @Test("status, heartbeat and pong")
  func connection() throws {
    var decoder = Self.decoder()
    guard case .status(let status) = try decoder.decode(Self.written { FrameWriter.status(connectionID: .max, to: &$0) }.span),
      case .heartbeat = try decoder.decode(Self.written { FrameWriter.heartbeat(to: &$0) }.span),
      case .answer(let pong) = try decoder.decode(
        Self.written { FrameWriter.pong(requestID: -7, timeIn: Timestamp(seconds: 1), timeOut: Timestamp(seconds: 2), to: &$0) }.span)
    else {
      Issue.record("another frame was read")
      return
    }
    #expect(status.system == "online" && status.connectionID == .max && status.apiVersion == "v2")
    #expect(pong.method == "pong" && pong.requestID == -7)
  }

  @Test("executions, sparse as they are")
  func executions() throws {
    let instrument = Frames.bitcoin
    let terms = OrderReport.Terms(
      symbol: instrument.symbol, side: .buy, quantity: Quantity(units: 150_000_000), limitPrice: Price(units: 452_835), timeInForce: "GTC")
    let market = OrderReport.Terms(symbol: instrument.symbol, side: .sell, quantity: Quantity(units: 1), limitPrice: nil, timeInForce: "IOC")
    let execution = OrderReport.Execution(
      execID: "TX\"1", tradeID: 42, symbol: instrument.symbol, side: .buy, quantity: Quantity(units: 50_000_000), price: Price(units: 452_835),
      cost: try Money(parsing: "22641.75"), feeAsset: "USD", fee: try Money(parsing: "58.86855"), isMaker: true)
    let time = Timestamp(seconds: 1_700_000_000)
    let reports = [
      OrderReport(kind: .pendingNew, status: "pending_new", orderID: "O1", clientID: "mine", time: time, terms: terms),
      OrderReport(
        kind: .trade, status: "partially_filled", orderID: "O1", time: time, execution: execution,
        progress: .init(quantity: Quantity(units: 50_000_000), cost: try Money(parsing: "22641.75"))),
      OrderReport(kind: .new, status: "new", orderID: "O2", time: time, terms: market, progress: .init(quantity: .zero, cost: .zero)),
      OrderReport(kind: .canceled, status: "canceled", orderID: "O1", time: time, reason: "User requested"),
    ]
    var decoder = Self.decoder()
    let bytes = Self.written { FrameWriter.executions(.update, reports.map { ($0, instrument) }, sequence: 9, to: &$0) }
    guard case .executions(let frame) = try decoder.decode(bytes.span) else {
      Issue.record("no executions")
      return
    }
    #expect(!frame.isSnapshot && frame.sequence == 9 && frame.rows.count == 4)
    #expect(frame.rows.map(\.kind) == [.pendingNew, .trade, .new, .canceled] && frame.rows.map(\.orderID) == ["O1", "O1", "O2", "O1"])
    #expect(frame.rows[0].clientID == "mine" && frame.rows[0].side == .buy && frame.rows[0].orderQuantity == Self.money("1.5"))
    let trade = frame.rows[1]
    #expect(trade.execID == "TX\"1" && trade.tradeID == 42 && trade.cost == execution.cost && trade.time == time)
    #expect(trade.lastQuantity == Self.money("0.5") && trade.lastPrice == Self.money("45283.5"))
    #expect(trade.fees == [Fill.Fee(asset: "USD", amount: execution.fee)] && trade.cumulativeQuantity == Self.money("0.5"))
    #expect(frame.rows[3].reason == "User requested")
    #expect(String(decoding: bytes, as: UTF8.self).contains(#""avg_price":45283.5"#))
    let snapshot = Self.written { FrameWriter.executions(.snapshot, [], sequence: 1, to: &$0) }
    guard case .executions(let empty) = try decoder.decode(snapshot.span) else {
      Issue.record("no snapshot")
      return
    }
    #expect(empty.isSnapshot && empty.rows.isEmpty && empty.sequence == 1)
  }

  @Test("balances and their changes")
  func balances() throws {
    var decoder = Self.decoder()
    let stated = [AssetBalance(asset: "BTC", amount: try Money(parsing: "0.1")), AssetBalance(asset: "USD", amount: try Money(parsing: "-3"))]
    guard case .balances(let snapshot) = try decoder.decode(Self.written { FrameWriter.balancesSnapshot(stated, sequence: 1, to: &$0) }.span) else {
      Issue.record("no snapshot")
      return
    }
    #expect(snapshot.snapshot == stated && snapshot.sequence == 1)
    let change = BalanceChange(
      ledgerID: "L1", reference: "T1", asset: "USD", amount: try Money(parsing: "-19.9743"), fee: try Money(parsing: "0.0499"),
      balance: try Money(parsing: "118.0677"), time: Timestamp(seconds: 5))
    guard case .balances(let update) = try decoder.decode(Self.written { FrameWriter.balanceUpdate(change, sequence: 2, to: &$0) }.span) else {
      Issue.record("no update")
      return
    }
    let entry = try #require(update.entries.first)
    #expect(update.snapshot == nil && update.sequence == 2 && update.entries.count == 1)
    #expect(entry.ledgerID == "L1" && entry.referenceID == "T1" && entry.asset == "USD" && entry.time == Timestamp(seconds: 5))
    #expect(entry.amount == change.amount && entry.fee == change.fee && entry.balance == change.balance)
  }

  @Test("answers to every method, taken and refused")
  func answers() throws {
    var decoder = Self.decoder()
    let (early, late) = (Timestamp(seconds: 1), Timestamp(seconds: 2))
    func answer(_ write: (inout [UInt8]) -> Void) throws -> MethodAnswer {
      guard case .answer(let answer) = try decoder.decode(Self.written(write).span) else { throw JSONError.unexpected(offset: 0) }
      return answer
    }
    let book = try answer {
      FrameWriter.acknowledgement(
        method: "subscribe", channel: "book", symbol: "BTC/USD", depth: 10, snapshot: true, maximumRateCount: 180, requestID: 3, timeIn: early,
        timeOut: late, to: &$0)
    }
    #expect(book.method == "subscribe" && book.channel == "book" && book.symbol == "BTC/USD" && book.requestID == 3 && book.success == true)
    let refused = try answer {
      FrameWriter.refusal(
        method: "add_order", symbol: "FOO/USD", clientID: "c1", error: "EOrder:Unknown \"pair\"", requestID: 4, timeIn: early, timeOut: late, to: &$0)
    }
    #expect(refused.success == false && refused.error == "EOrder:Unknown \"pair\"" && refused.symbol == "FOO/USD" && refused.clientID == "c1")
    let order = try answer {
      FrameWriter.orderAnswer(method: "add_order", orderID: "O1", clientID: "c1", requestID: nil, timeIn: early, timeOut: late, to: &$0)
    }
    #expect(order.orderID == "O1" && order.clientID == "c1" && order.success == true && order.requestID == nil)
    let validated = try answer {
      FrameWriter.orderAnswer(method: "add_order", orderID: nil, clientID: "c1", requestID: 5, timeIn: early, timeOut: late, to: &$0)
    }
    #expect(validated.orderID == nil && validated.clientID == "c1")
    let count = try answer { FrameWriter.countAnswer(method: "cancel_all", count: 12, requestID: 6, timeIn: early, timeOut: late, to: &$0) }
    #expect(count.method == "cancel_all" && count.success == true)
  }

  @Test("the checksum of a book is that of Kraken's documented walk, over seeds", arguments: 0..<20 as Range<UInt64>)
  func checksum(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let bids = (0..<Int.random(in: 0...14, using: &dice)).map { _ in Self.level(&dice) }
      let asks = (0..<Int.random(in: 0...14, using: &dice)).map { _ in Self.level(&dice) }
      // The walk as it is written down: asks before bids, price before quantity, point and leading zeros left out.
      let text = (asks.prefix(10) + bids.prefix(10)).map { level in
        (level.price.units == 0 ? "" : String(level.price.units)) + (level.quantity.units == 0 ? "" : String(level.quantity.units))
      }.joined()
      #expect(BookChecksum.value(bids: bids, asks: asks) == BookChecksum.crc32(Array(text.utf8).span), "seed \(seed): \(text)")
    }
  }

  @Test("CRC-32 is the one of its check value")
  func checkValue() { #expect(BookChecksum.crc32(Array("123456789".utf8).span) == 0xcbf4_3926) }
}
