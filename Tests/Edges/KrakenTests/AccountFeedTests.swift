import Domain
import Kraken
import Testing

@Suite("Account feed") struct AccountFeedTests {
  struct Bench {
    var feed = AccountFeed(token: SessionToken("secret-token"))
    let sink = RecordingSink()
    var now: UInt64 = 1
    var actions: [FeedAction] = []

    @discardableResult
    mutating func take(_ text: String) -> [String] {
      actions.removeAll()
      let bytes = Array(text.utf8)
      feed.receive(bytes.span, readReturned: now, into: sink, actions: &actions)
      return actions.compactMap { if case .send(let bytes) = $0 { String(decoding: bytes, as: UTF8.self) } else { nil } }
    }

    mutating func start() {
      _ = feed.connected()
      take(ExchangeTexts.status)
      take(#"{"channel":"executions","type":"snapshot","data":[],"sequence":1}"#)
      take(#"{"channel":"balances","type":"snapshot","data":[{"asset":"USD","balance":100.0}],"sequence":1}"#)
      sink.clear()
    }

    mutating func execution(_ sequence: Int, _ body: String) -> [String] {
      take(#"{"channel":"executions","type":"update","data":[{\#(body)}],"sequence":\#(sequence)}"#)
    }
  }

  static let pending =
    #""exec_type":"pending_new","order_status":"pending_new","order_id":"O1","cl_ord_id":"g-1","symbol":"XRP/USD","side":"sell","order_type":"limit","order_qty":100.0,"timestamp":"2026-01-01T00:00:00.000001Z""#

  static func fill(_ id: String) -> String {
    #""exec_type":"trade","order_status":"partially_filled","order_id":"O1","exec_id":"\#(id)","trade_id":42,"last_qty":40.00000000,"last_price":0.50000,"cost":20.00000,"fees":[{"asset":"USD","qty":0.05000},{"asset":"XRP","qty":0.1}],"timestamp":"2026-01-01T00:00:00.000002Z""#
  }

  @Test("subscribes both private channels with the token when the exchange says its status") func subscribes() {
    var bench = Bench()
    _ = bench.feed.connected()
    let sent = bench.take(ExchangeTexts.status)
    #expect(
      sent == [
        #"{"method":"subscribe","params":{"channel":"executions","snap_orders":true,"snap_trades":true,"token":"secret-token"},"req_id":1}"#,
        #"{"method":"subscribe","params":{"channel":"balances","snapshot":true,"token":"secret-token"},"req_id":2}"#,
      ])
  }

  @Test("completes sparse reports by order id and makes exact fills of all fees") func merges() throws {
    var bench = Bench()
    bench.start()
    _ = bench.execution(2, Self.pending)
    _ = bench.execution(3, #""exec_type":"new","order_status":"new","order_id":"O1","timestamp":"2026-01-01T00:00:00.000002Z""#)
    _ = bench.execution(4, Self.fill("T1"))
    _ = bench.execution(5, #""exec_type":"filled","order_status":"filled","order_id":"O1""#)
    #expect(bench.sink.reports.map(\.kind) == [.pendingNew, .new, .trade, .filled])
    #expect(bench.sink.reports.allSatisfy { $0.symbol == "XRP/USD" && $0.side == .sell && $0.clientID == "g-1" })
    let fill = try #require(bench.sink.fills.first)
    #expect(fill.base == "XRP" && fill.quote == "USD" && fill.execID == "T1")
    #expect(fill.quantity == (try Money(parsing: "40")))
    #expect(fill.cost == (try Money(parsing: "20")))
    #expect(
      fill.fees == [Fill.Fee(asset: "USD", amount: try Money(parsing: "0.05")), Fill.Fee(asset: "XRP", amount: try Money(parsing: "0.1"))])
  }

  @Test("reports a fill once, however often it is repeated") func deduplicates() {
    var bench = Bench()
    bench.start()
    _ = bench.execution(2, Self.pending)
    _ = bench.execution(3, Self.fill("T1"))
    _ = bench.execution(4, Self.fill("T1"))
    bench.take(#"{"channel":"executions","type":"snapshot","data":[{\#(Self.fill("T1"))},{\#(Self.fill("T2"))}],"sequence":1}"#)
    #expect(bench.sink.fills.map(\.execID) == ["T1", "T2"])
  }

  @Test("subscribes anew after a gap, still taking what came, and once only") func gap() {
    var bench = Bench()
    bench.start()
    _ = bench.execution(2, Self.pending)
    let sent = bench.execution(5, Self.fill("T9"))
    #expect(sent.count == 2 && sent[0].contains("unsubscribe") && sent[1].contains(#""snap_trades":true"#))
    #expect(bench.sink.fills.map(\.execID) == ["T9"])
    #expect(bench.execution(9, #""exec_type":"new","order_id":"O1""#).isEmpty)
    bench.take(#"{"channel":"executions","type":"snapshot","data":[{\#(Self.fill("T8"))},{\#(Self.fill("T9"))}],"sequence":7}"#)
    #expect(bench.execution(8, #""exec_type":"filled","order_id":"O1""#).isEmpty)
    #expect(bench.sink.fills.map(\.execID) == ["T9", "T8"])
    #expect(bench.feed.counters.resyncs == 1)
  }

  @Test("ignores a frame that is repeated") func repeated() {
    var bench = Bench()
    bench.start()
    _ = bench.execution(2, Self.pending)
    _ = bench.execution(2, Self.pending)
    #expect(bench.sink.reports.count == 1)
  }

  @Test("asks for a snapshot when a report names an order it has never seen") func unknownOrder() {
    var bench = Bench()
    bench.start()
    #expect(bench.execution(2, #""exec_type":"canceled","order_id":"O7""#).count == 2)
    #expect(bench.sink.reports.isEmpty)
  }

  @Test("sends an order with full precision and reports its refusal under our own id") func orders() {
    var bench = Bench()
    bench.start()
    let instrument = Instrument(symbol: "XRP/USD", base: "XRP", quote: "USD", priceDecimals: 5, quantityDecimals: 8)
    let order = NewOrder(
      clientID: "g-7", instrument: InstrumentID(0), symbol: "XRP/USD", side: .buy, kind: .limit(Price(units: 50_000)),
      quantity: Quantity(units: 10_000_000_000), time: Timestamp(seconds: 0))
    let text = String(decoding: bench.feed.submit(order, instrument: instrument), as: UTF8.self)
    #expect(
      text
        == #"{"method":"add_order","params":{"order_type":"limit","limit_price":0.50000,"side":"buy","order_qty":100.00000000,"symbol":"XRP/USD","cl_ord_id":"g-7","token":"secret-token"},"req_id":3}"#
    )
    bench.take(#"{"method":"add_order","req_id":3,"success":false,"error":"EOrder:Insufficient funds"}"#)
    #expect(bench.sink.events == [.rejected("g-7", "EOrder:Insufficient funds")])
    bench.take(#"{"method":"add_order","req_id":3,"success":false,"error":"again"}"#)
    #expect(bench.sink.events.count == 1)
    var market = order
    market.kind = .market
    #expect(String(decoding: bench.feed.submit(market, instrument: instrument), as: UTF8.self).contains(#""order_type":"market","side""#))
    // Not answered when the line drops: neither accepted nor refused, and said so.
    #expect(bench.feed.disconnected().count == 1)
    #expect(bench.sink.events.count == 1)
  }

  @Test("fetches a statement of balances by subscribing anew, one at a time") func balances() throws {
    var bench = Bench()
    _ = bench.feed.connected()
    #expect(bench.feed.requestBalances().isEmpty)  // the first subscription brings one
    bench.start()
    #expect(bench.feed.requestBalances().count == 2)
    #expect(bench.feed.requestBalances().isEmpty)
    bench.take(#"{"channel":"balances","type":"snapshot","data":[{"asset":"USD","balance":99.5},{"asset":"BTC","balance":0.1}],"sequence":1}"#)
    #expect(
      bench.sink.events == [
        .balances([
          AssetBalance(asset: "USD", amount: try Money(parsing: "99.5")), AssetBalance(asset: "BTC", amount: try Money(parsing: "0.1")),
        ])
      ])
    #expect(bench.feed.requestBalances().count == 2)
  }

  @Test("plays a real session of 2026 as it was recorded") func realSession() {
    var bench = Bench()
    _ = bench.feed.connected()
    bench.take(ExchangeTexts.status)
    bench.take(#"{"channel":"executions","type":"snapshot","data":[],"sequence":1}"#)
    _ = bench.execution(2, #""order_id":"OVN7VD","symbol":"BTC/USDT","order_qty":0.00010000,"exec_type":"pending_new","side":"buy","cl_ord_id":"b17c","limit_price":80000.0,"order_status":"pending_new","timestamp":"2026-01-22T06:06:19.833306Z""#)
    _ = bench.execution(3, #""timestamp":"2026-01-22T06:06:19.833306Z","order_status":"new","exec_type":"new","cl_ord_id":"b17c","order_id":"OVN7VD""#)
    _ = bench.execution(4, #""timestamp":"2026-01-22T06:06:20.833306Z","exec_type":"amended","order_status":"new","amended":true,"limit_price":80001.0,"order_id":"OVN7VD""#)
    _ = bench.execution(5, #""timestamp":"2026-01-22T06:06:21.833306Z","order_status":"canceled","exec_type":"canceled","reason":"User requested","order_id":"OVN7VD""#)
    #expect(bench.sink.reports.map(\.kind) == [.pendingNew, .new, .amended, .canceled])
    #expect(bench.sink.reports.allSatisfy { $0.symbol == "BTC/USDT" && $0.clientID == "b17c" })
    #expect(bench.feed.counters.resyncs == 0 && bench.feed.counters.malformed == 0)
  }
}
