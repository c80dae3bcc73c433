import Domain
import Kraken
import KrakenWire
import Testing

@Suite("Market feed") struct MarketFeedTests {
  /// A feed, its sink and the exchange's own book, driven by hand.
  struct Bench {
    var feed: MarketFeed
    let sink = RecordingSink()
    var now: UInt64 = 1
    var actions: [FeedAction] = []
    var book = OrderBook(instrument: InstrumentID(0), depth: 10)

    init(_ symbols: [String] = ["BTC/USD"]) { feed = MarketFeed(symbols: symbols, depth: 10) }

    /// Feeds one frame. - Returns: what is to be sent for it, as text.
    @discardableResult
    mutating func take(_ text: String) -> [String] {
      actions.removeAll()
      let bytes = Array(text.utf8)
      feed.receive(bytes.span, readReturned: now, into: sink, actions: &actions)
      return sent
    }

    var sent: [String] { actions.compactMap { if case .send(let bytes) = $0 { String(decoding: bytes, as: UTF8.self) } else { nil } } }
    var logged: [FeedEvent] { actions.compactMap { if case .log(let event) = $0 { event } else { nil } } }

    /// Connected, subscribed, one snapshot in.
    mutating func start() {
      _ = feed.connected()
      take(ExchangeTexts.status)
      take(ExchangeTexts.instruments([ExchangeTexts.pair("BTC/USD"), ExchangeTexts.pair("ETH/USD")]))
      take(ExchangeTexts.book("BTC/USD", &book, bids: [(1000, 5)], asks: [(1001, 7)], isSnapshot: true))
      sink.clear()
    }
  }

  @Test("asks for instruments on status, then for book and trades of the wanted pairs") func subscribes() {
    var bench = Bench(["ETH/USD", "NOT/HERE"])
    #expect(bench.feed.connected().isEmpty)
    let first = bench.take(ExchangeTexts.status)
    #expect(first == [#"{"method":"subscribe","params":{"channel":"instrument","snapshot":true},"req_id":1}"#])
    let second = bench.take(ExchangeTexts.instruments([ExchangeTexts.pair("BTC/USD"), ExchangeTexts.pair("ETH/USD")]))
    #expect(
      second == [
        #"{"method":"subscribe","params":{"channel":"book","symbol":["ETH/USD"],"depth":10,"snapshot":true},"req_id":2}"#,
        #"{"method":"subscribe","params":{"channel":"trade","symbol":["ETH/USD"],"snapshot":false},"req_id":3}"#,
      ])
    #expect(bench.logged.contains { $0.fields["symbol"] == "NOT/HERE" && $0.level == .error })
    #expect(bench.sink.events == [.instrument("ETH/USD", 0)])
  }

  @Test("takes every offered pair when none is named, in order of appearance") func allPairs() {
    var bench = Bench([])
    _ = bench.feed.connected()
    bench.take(ExchangeTexts.status)
    let delisted = ExchangeTexts.pair("OLD/USD").replacing("online", with: "delisted")
    bench.take(ExchangeTexts.instruments([ExchangeTexts.pair("ETH/USD"), delisted, ExchangeTexts.pair("BTC/USD")]))
    #expect(bench.sink.events == [.instrument("ETH/USD", 0), .instrument("BTC/USD", 1)])
    let fresh = bench.take(ExchangeTexts.instruments([ExchangeTexts.pair("SOL/USD")], type: "update"))
    #expect(fresh.count == 2 && fresh[0].contains(#"["SOL/USD"]"#))
  }

  @Test("asks for no more than a hundred symbols a request") func chunks() {
    var bench = Bench([])
    _ = bench.feed.connected()
    bench.take(ExchangeTexts.status)
    let sent = bench.take(ExchangeTexts.instruments((0..<250).map { ExchangeTexts.pair("A\($0)/USD") }))
    #expect(sent.filter { $0.contains(#""book""#) }.map { $0.split(separator: "/USD").count - 1 } == [100, 100, 50])
  }

  @Test("shows each applied book frame once and each trade once, with the time of the read") func delivers() {
    var bench = Bench()
    bench.start()
    bench.now = 77
    bench.take(ExchangeTexts.book("BTC/USD", &bench.book, bids: [(1000, 0), (999, 1)], asks: []))
    bench.take(ExchangeTexts.trade(5))
    #expect(bench.sink.events == [.book(0, bid: 999, ask: 1001), .trade(5, 0)])
    #expect(bench.sink.stamps.suffix(2) == [77, 77])
    #expect(bench.feed.counters.checksumsGood == 2 && bench.feed.counters.checksumsBad == 0)
    #expect(bench.feed.hasValidBook(InstrumentID(0)))
  }

  @Test("does not show an empty snapshot, but takes the updates behind it") func emptySnapshot() {
    var bench = Bench()
    bench.start()
    bench.take(ExchangeTexts.book("BTC/USD", &bench.book, bids: [], asks: [], isSnapshot: true))
    #expect(bench.sink.events.isEmpty)
    bench.take(ExchangeTexts.book("BTC/USD", &bench.book, bids: [(10, 1)], asks: [(11, 1)]))
    #expect(bench.sink.events == [.book(0, bid: 10, ask: 11)])
  }

  @Test("resyncs one symbol on a bad checksum and discards its updates until the snapshot") func resync() {
    var bench = Bench(["BTC/USD", "ETH/USD"])
    bench.start()
    let sent = bench.take(ExchangeTexts.book("BTC/USD", &bench.book, bids: [(998, 1)], asks: [], lie: true))
    #expect(sent.count == 2 && sent[0].contains("unsubscribe") && sent[0].contains(#""depth":10"#) && sent[1].contains(#""method":"subscribe""#))
    #expect(sent.allSatisfy { $0.contains("BTC/USD") && !$0.contains("ETH/USD") })
    #expect(bench.sink.events == [.invalidated(0)])
    #expect(!bench.feed.hasValidBook(InstrumentID(0)))
    bench.take(ExchangeTexts.book("BTC/USD", &bench.book, bids: [(997, 1)], asks: []))
    #expect(bench.sink.events == [.invalidated(0)])
    bench.take(ExchangeTexts.trade(6))
    var ether = OrderBook(instrument: InstrumentID(1), depth: 10)
    bench.take(ExchangeTexts.book("ETH/USD", &ether, bids: [(50, 1)], asks: [(51, 1)], isSnapshot: true))
    bench.take(ExchangeTexts.book("BTC/USD", &bench.book, bids: [(1000, 5)], asks: [(1001, 7)], isSnapshot: true))
    #expect(bench.sink.events == [.invalidated(0), .trade(6, 0), .book(1, bid: 50, ask: 51), .book(0, bid: 1000, ask: 1001)])
    #expect(bench.feed.counters.resyncs == 1 && bench.feed.counters.checksumsBad == 1)
  }

  @Test("never asks for a book more than three times a minute, and tries again afterwards") func resyncBudget() {
    var bench = Bench()
    bench.start()
    var requests = 0
    for _ in 0..<20 {
      bench.now += 100_000_000
      requests += bench.take(ExchangeTexts.book("BTC/USD", &bench.book, bids: [(1000, 5)], asks: [(1001, 7)], isSnapshot: true, lie: true)).count
    }
    #expect(requests == 6 && bench.feed.counters.resyncs == 3 && bench.feed.counters.checksumsBad == 20)
    bench.actions.removeAll()
    bench.feed.tick(now: bench.now + 1, actions: &bench.actions)
    #expect(bench.sent.isEmpty)
    bench.feed.tick(now: bench.now + 61_000_000_000, actions: &bench.actions)
    #expect(bench.sent.count { $0.contains(#""book""#) } == 2 && bench.feed.counters.resyncs == 4)
  }

  @Test("takes an update without a checksum for a mismatch") func missingChecksum() {
    var bench = Bench()
    bench.start()
    let sent = bench.take(
      #"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":1.0,"qty":1.0}],"asks":[],"timestamp":"2026-01-01T00:00:01Z"}]}"#)
    #expect(sent.count == 2 && bench.sink.events == [.invalidated(0)] && bench.feed.counters.malformed == 1)
  }

  @Test("reports a refused symbol and goes on with the others") func partialFailure() {
    var bench = Bench(["BTC/USD", "ETH/USD"])
    _ = bench.feed.connected()
    bench.take(ExchangeTexts.status)
    bench.take(ExchangeTexts.instruments([ExchangeTexts.pair("BTC/USD"), ExchangeTexts.pair("ETH/USD")]))
    bench.take(ExchangeTexts.ack("book", "BTC/USD", 2))
    bench.take(#"{"method":"subscribe","req_id":2,"symbol":"ETH/USD","success":false,"error":"Currency pair not supported ETH/USD"}"#)
    let event = bench.logged.first
    #expect(event?.level == .error && event?.fields["channel"] == "book" && event?.fields["symbol"] == "ETH/USD")
    bench.take(ExchangeTexts.ack("trade", "BTC/USD", 3))
    // The trade channel of ETH/USD was never answered: it alone is asked for again.
    bench.actions.removeAll()
    bench.feed.tick(now: bench.now + 10_000_000_001, actions: &bench.actions)
    #expect(bench.sent.count == 1 && bench.sent[0].contains(#""trade""#) && bench.sent[0].contains(#"["ETH/USD"]"#))
  }

  @Test("keeps instrument numbers over a reconnect and starts its books anew") func reconnect() {
    var bench = Bench([])
    bench.start()
    bench.feed.disconnected()
    #expect(!bench.feed.hasValidBook(InstrumentID(0)))
    _ = bench.feed.connected()
    #expect(bench.take(ExchangeTexts.status).count == 1)
    let sent = bench.take(ExchangeTexts.instruments([ExchangeTexts.pair("ETH/USD"), ExchangeTexts.pair("BTC/USD")]))
    #expect(sent.count == 2)
    #expect(bench.sink.events.isEmpty)  // nothing new was stated
    bench.take(ExchangeTexts.book("BTC/USD", &bench.book, bids: [(998, 1)], asks: []))
    #expect(bench.sink.events.isEmpty)  // an update before the snapshot
    bench.take(ExchangeTexts.book("BTC/USD", &bench.book, bids: [(7, 1)], asks: [(8, 1)], isSnapshot: true))
    #expect(bench.sink.events == [.book(0, bid: 7, ask: 8)])
  }

  @Test("starts a book anew when the pair's precision changes") func precisionChange() {
    var bench = Bench()
    bench.start()
    let sent = bench.take(ExchangeTexts.instruments([ExchangeTexts.pair("BTC/USD", price: 2)], type: "update"))
    #expect(sent.count == 2 && bench.sink.events == [.instrument("BTC/USD", 0), .invalidated(0)])
    bench.take(ExchangeTexts.book("BTC/USD", &bench.book, bids: [(10001, 1)], asks: [(10002, 1)], isSnapshot: true, price: 2))
    #expect(bench.sink.events.last == .book(0, bid: 10001, ask: 10002))
  }

  @Test("counts frames, strangers and nonsense apart") func counts() {
    var bench = Bench()
    bench.start()
    let before = bench.feed.counters
    for text in ["proxy restarting", "{", #"{"channel":"ohlc","type":"update","data":[]}"#, #"{"channel":"heartbeat"}"#, #"{"method":"dance"}"#] {
      bench.take(text)
    }
    let after = bench.feed.counters
    #expect(after.frames - before.frames == 5 && after.malformed == 2 && after.unknown == 2)
    #expect(bench.sink.events.isEmpty)
  }
}
