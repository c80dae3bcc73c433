import Domain
import JSONBytes
import KrakenWire
import Testing

@Suite("Frame decoder") struct FrameDecoderTests {
  private func decode(_ text: String, _ decoder: inout FrameDecoder) throws -> Frame { try decoder.decode(Array(text.utf8).span) }

  private func decode(_ text: String) throws -> Frame {
    var decoder = Frames.decoder()
    return try decode(text, &decoder)
  }

  @Test("reads a book update into integers of the instrument's precision") func book() throws {
    var decoder = Frames.decoder()
    guard case .book = try decode(Frames.book, &decoder) else { return #expect(Bool(false), "not a book") }
    #expect(!decoder.book.isSnapshot)
    let update = try #require(decoder.book.updates.first)
    #expect(update.instrument == InstrumentID(0))
    #expect(update.checksum == 3_310_070_434)
    #expect(update.time == Timestamp.parse(rfc3339: "2023-10-06T17:35:55.440295Z"))
    #expect(Array(decoder.book.levels[update.bids]) == [BookLevel(price: Price(units: 452_835), quantity: Quantity(units: 10_000_000))])
    #expect(
      Array(decoder.book.levels[update.asks]) == [
        BookLevel(price: Price(units: 452_852), quantity: .zero),
        BookLevel(price: Price(units: 452_864), quantity: Quantity(units: 154_571_953)),
      ])
  }

  @Test("reads all trades of a frame, each at its own instrument's precision") func trade() throws {
    var decoder = Frames.decoder()
    guard case .trade = try decode(Frames.trade, &decoder) else { return #expect(Bool(false), "not a trade") }
    #expect(
      decoder.trades.trades == [
        Trade(
          instrument: InstrumentID(0), time: Timestamp(nanoseconds: 1_716_813_791_798_009_000), id: 70_635_299,
          price: Price(units: 685_000), quantity: Quantity(units: 1_044_926), side: .buy),
        Trade(
          instrument: InstrumentID(1), time: Timestamp(nanoseconds: 1_716_813_792_000_000_000), id: 4_665_906,
          price: Price(units: 51_170), quantity: Quantity(units: 4_000_000_000), side: .sell),
      ])
  }

  @Test("reads status with a connection id beyond Int64, and without one") func status() throws {
    guard case .status(let status) = try decode(Frames.status) else { return #expect(Bool(false), "not a status") }
    #expect(status == SystemStatus(system: "online", apiVersion: "v2", version: "2.0.10", connectionID: 18_266_300_427_528_990_701))
    guard
      case .status(let bare) = try decode(#"{"channel":"status","data":[{"api_version":"v2","system":"maintenance"}],"type":"update"}"#)
    else { return #expect(Bool(false), "not a status") }
    #expect(bare.system == "maintenance" && bare.connectionID == nil)
  }

  @Test("reads pairs with exponents, and keeps the other pairs when one cannot be used") func instrument() throws {
    guard case .instrument(let frame) = try decode(Frames.instrument) else { return #expect(Bool(false), "not an instrument frame") }
    #expect(frame.isSnapshot && frame.assets == [AssetStatement(id: "USD", status: "enabled", precision: 4, displayPrecision: 2)])
    let pair = try #require(frame.pairs.first)
    let expected = Instrument(
      symbol: "EUR/USD", base: "EUR", quote: "USD", priceDecimals: 5, quantityDecimals: 8, priceIncrement: Price(units: 1),
      minimumQuantity: Quantity(units: 50_000_000))
    #expect(try pair.instrument.get() == expected)
    let two =
      #"{"channel":"instrument","type":"update","data":{"pairs":[{"symbol":"A/B","base":"A","quote":"B","price_precision":30,"qty_precision":8},{"symbol":"C/D","base":"C","quote":"D","price_precision":2,"qty_precision":8}]}}"#
    guard case .instrument(let update) = try decode(two) else { return #expect(Bool(false), "not an instrument frame") }
    #expect(update.pairs.count == 2)
    #expect(throws: FrameError.self) { try update.pairs[0].instrument.get() }
    #expect(try update.pairs[1].instrument.get().symbol == "C/D")
  }

  @Test("reads a ticker") func ticker() throws {
    guard case .ticker(let frame) = try decode(Frames.ticker) else { return #expect(Bool(false), "not a ticker") }
    let row = try #require(frame.rows.first)
    #expect(row.bid == BookLevel(price: Price(units: 659_728), quantity: Quantity(units: 10_000_000)))
    #expect(row.ask == BookLevel(price: Price(units: 659_729), quantity: Quantity(units: 3_967_506_683)))
    #expect(row.volume == (try Money(parsing: "4216.6182937")))
  }

  @Test("reads a trade report with fees in two assets") func execution() throws {
    guard case .executions(let frame) = try decode(Frames.execution) else { return #expect(Bool(false), "no executions") }
    #expect(frame.sequence == 10 && !frame.isSnapshot)
    let row = try #require(frame.rows.first)
    #expect(row.kind == .trade && row.execID == "TAAAAA-BBBBB-CCCCCC" && row.side == .buy && row.tradeID == 42)
    #expect(row.cost == (try Money(parsing: "20")))
    #expect(
      row.fees == [
        Fill.Fee(asset: "USD", amount: try Money(parsing: "0.05")), Fill.Fee(asset: "KFEE", amount: try Money(parsing: "1.5")),
      ])
  }

  @Test("keeps the word of an execution type it does not know") func unknownExecutionType() throws {
    let text = #"{"channel":"executions","type":"update","sequence":1,"data":[{"order_id":"O","exec_type":"teleported"}]}"#
    guard case .executions(let frame) = try decode(text) else { return #expect(Bool(false), "no executions") }
    #expect(frame.rows.first?.kind == nil && frame.rows.first?.kindText == "teleported")
  }

  @Test("reads ledger entries and statements of balances") func balances() throws {
    guard case .balances(let frame) = try decode(Frames.balances) else { return #expect(Bool(false), "no balances") }
    #expect(frame.sequence == 4 && frame.snapshot == nil)
    let entry = try #require(frame.entries.first)
    #expect(entry.amount == (try Money(parsing: "-19.9743")))
    #expect(entry.fee == (try Money(parsing: "0.0499")))
    let text =
      #"{"channel":"balances","type":"snapshot","sequence":1,"data":[{"asset":"BTC","asset_class":"currency","balance":1.2,"wallets":[{"type":"spot","id":"main","balance":1.2}]}]}"#
    guard case .balances(let statement) = try decode(text) else { return #expect(Bool(false), "no balances") }
    #expect(statement.snapshot == [AssetBalance(asset: "BTC", amount: try Money(parsing: "1.2"))])
  }

  @Test("reads acknowledgements, refusals, pongs and the two odd errors") func answers() throws {
    guard case .answer(let ack) = try decode(Frames.acknowledgement) else { return #expect(Bool(false), "no answer") }
    #expect(ack.method == "subscribe" && ack.requestID == 11 && ack.success == true && ack.symbol == "BTC/USD" && ack.warnings == ["old"])
    guard
      case .answer(let refusal) = try decode(
        #"{"method":"subscribe","req_id":11,"symbol":"FOO/USD","success":false,"error":"Currency pair not supported FOO/USD"}"#)
    else { return #expect(Bool(false), "no answer") }
    #expect(refusal.success == false && refusal.symbol == "FOO/USD" && refusal.error == "Currency pair not supported FOO/USD")
    guard case .answer(let rate) = try decode(#"{"Error":"Exceeded msg rate"}"#) else { return #expect(Bool(false), "no answer") }
    #expect(rate.method == "error" && rate.success == false && rate.error == "Exceeded msg rate")
    guard case .answer(let pong) = try decode(#"{"method":"pong","req_id":1}"#) else { return #expect(Bool(false), "no answer") }
    #expect(pong.method == "pong" && pong.success == nil)
    guard
      case .answer(let order) = try decode(
        #"{"method":"add_order","req_id":7,"result":{"order_id":"OPS23M","cl_ord_id":"g-1"},"success":true}"#)
    else { return #expect(Bool(false), "no answer") }
    #expect(order.orderID == "OPS23M" && order.clientID == "g-1")
  }

  @Test("names a channel it does not know") func unknownChannel() throws {
    guard case .unknown("ohlc") = try decode(#"{"channel":"ohlc","type":"update","data":[]}"#) else {
      return #expect(Bool(false), "not unknown")
    }
    guard case .unknown(nil) = try decode(#"{"api_version":"v2","system":"online"}"#) else { return #expect(Bool(false), "not unknown") }
  }

  @Test("understands an escaped slash in a symbol") func escapedSymbol() throws {
    var decoder = Frames.decoder()
    _ = try decode(Frames.book.replacing("BTC/USD", with: #"BTC\/USD"#), &decoder)
    #expect(decoder.book.updates.count == 1 && decoder.book.strangers == 0)
  }

  @Test("leaves books and trades of strangers, counted") func strangers() throws {
    var decoder = FrameDecoder()
    _ = try decode(Frames.book, &decoder)
    #expect(decoder.book.updates.isEmpty && decoder.book.levels.isEmpty && decoder.book.strangers == 1)
    _ = try decode(Frames.trade, &decoder)
    #expect(decoder.trades.trades.isEmpty && decoder.trades.strangers == 2)
  }

  @Test(
    "refuses what is not the protocol, with the reason",
    arguments: [
      ("proxy restarting", "json"), ("", "json"), ("[]", "json"), (#"{"channel":"book""#, "json"),
      (#"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":1.25,"qty":1.0}],"asks":[],"checksum":1}]}"#, "decimal_inexact"),
      (#"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":99999999999999999999.0,"qty":1}],"asks":[]}]}"#, "decimal_overflow"),
      (#"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":1.2,"qty":-1.0}],"asks":[]}]}"#, "invalid"),
      (#"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":1.2}],"asks":[]}]}"#, "missing"),
      (#"{"channel":"book","type":"update","data":[{"bids":[],"asks":[]}]}"#, "missing"),
      (#"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","checksum":4294967296}]}"#, "invalid"),
      (#"{"channel":"book","type":"sideways","data":[]}"#, "invalid"), (#"{"channel":"book","data":[]}"#, "missing"),
      (#"{"channel":"book","type":"update"}"#, "missing"), (#"{"channel":"trade","type":"update","data":{}}"#, "json"),
      (#"{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"up","price":1.0,"qty":1.0,"timestamp":"2026-01-01T00:00:00Z"}]}"#, "invalid"),
      (#"{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":1.0,"qty":1.0,"timestamp":"yesterday"}]}"#, "invalid"),
      (#"{"channel":"heartbeat"}x"#, "json"), (#"{"channel":"heartbeat","x":01}"#, "json"),
      (#"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":"1.2","qty":1}],"asks":[]}]}"#, "json"),
    ])
  func refuses(text: String, code: String) {
    var decoder = Frames.decoder()
    do {
      _ = try decoder.decode(Array(text.utf8).span)
      #expect(Bool(false), "accepted \(text)")
    } catch {
      #expect(error.code == code, "\(error) for \(text)")
      #expect(!error.description.isEmpty)
    }
  }

  @Test("refuses more rows than its bound") func bounds() {
    var decoder = FrameDecoder(maximumRows: 2)
    decoder.instruments.insert(Frames.bitcoin)
    let level = #"{"price":1.0,"qty":1.0}"#
    let text = #"{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[\#(level),\#(level),\#(level)],"asks":[]}]}"#
    #expect(throws: FrameError.tooMany(field: "levels", limit: 2)) { try decoder.decode(Array(text.utf8).span) }
  }

  @Test("keeps an instrument's number when it is stated again, and refuses beyond its bound") func table() {
    var table = InstrumentTable(maximumCount: 200)
    for index in 0..<200 {
      let symbol = "A\(index)/USD"
      #expect(table.insert(Instrument(symbol: symbol, base: "A", quote: "USD", priceDecimals: 1, quantityDecimals: 8)) == InstrumentID(index))
    }
    #expect(table.insert(Instrument(symbol: "B/USD", base: "B", quote: "USD", priceDecimals: 1, quantityDecimals: 8)) == nil)
    #expect(table.insert(Instrument(symbol: "A7/USD", base: "A", quote: "USD", priceDecimals: 3, quantityDecimals: 8)) == InstrumentID(7))
    #expect(table[InstrumentID(7)].priceDecimals == 3 && table.count == 200)
    for index in 0..<200 { #expect(table.id(of: "A\(index)/USD") == InstrumentID(index)) }
    #expect(table.id(of: "A200/USD") == nil)
  }
}
