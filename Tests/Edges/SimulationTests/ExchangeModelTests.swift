import Domain
import KrakenWire
import Simulation
import TestSupport
import Testing

@Suite("ExchangeModel")
struct ExchangeModelTests {
  static let start = Timestamp(seconds: 1_767_225_600)
  static let token = "secret-token"

  static func seeded(_ seed: UInt64 = 1, seconds: Int64 = 300) -> ExchangeClient<SeededMarket> {
    let market = SeededMarket(SeededMarket.Parameters(seed: seed, start: start, duration: seconds * 1_000_000_000))
    return ExchangeClient(ExchangeModel(market: market, account: PaperAccount(for: market.instruments), token: token))
  }

  static func subscribe(_ channel: String, _ symbols: String..., extra: String = "") -> String {
    let list = symbols.map { "\"\($0)\"" }.joined(separator: ",")
    return #"{"method":"subscribe","params":{"channel":"\#(channel)","symbol":[\#(list)]\#(extra)},"req_id":5}"#
  }

  @Test("A connection is greeted with the status frame, and no two have one identifier")
  func greeting() throws {
    let client = Self.seeded()
    let first = client.open()
    guard case .status(let status) = try client.decode(try #require(first.first)) else {
      Issue.record("\(first)")
      return
    }
    #expect(first.count == 1 && status.system == "online" && status.apiVersion == "v2")
    var output = ExchangeOutput()
    client.model.opened(2, into: &output)
    guard case .status(let second) = try client.decoder.decode(output.frame(output.sends[0]).span) else {
      Issue.record("no status")
      return
    }
    #expect(status.connectionID != nil && status.connectionID != second.connectionID)
  }

  @Test("The instrument frame states the decimals, increments and minima of every market")
  func instruments() throws {
    let client = Self.seeded()
    _ = client.open()
    let said = client.say(#"{"method":"subscribe","params":{"channel":"instrument"},"req_id":1}"#)
    #expect(said.count == 2)
    guard case .instrument(let frame) = try client.decode(try #require(said.last)) else {
      Issue.record("\(said)")
      return
    }
    #expect(try frame.pairs.map { try $0.instrument.get() } == client.model.instruments)
    #expect(frame.pairs.allSatisfy { $0.status == "online" })
    #expect(Set(frame.assets.map(\.id)) == ["BTC", "ETH", "USD"])
    let again = try client.answer(#"{"method":"subscribe","params":{"channel":"instrument"},"req_id":2}"#)
    #expect(again?.success == false && again?.error == "Already subscribed" && again?.requestID == 2)
  }

  @Test("Of several symbols each is acknowledged or refused on its own, in Kraken's words")
  func symbols() throws {
    let client = Self.seeded()
    _ = client.open()
    let said = client.say(Self.subscribe("book", "BTC/USD", "FOO/USD", "ETH/USD", extra: #","depth":10"#))
    var answers: [MethodAnswer] = []
    var snapshots = 0
    for text in said {
      switch try client.decode(text) {
      case .answer(let answer): answers.append(answer)
      case .book: snapshots += client.decoder.book.isSnapshot ? 1 : 0
      default: Issue.record("\(text)")
      }
    }
    #expect(answers.map(\.symbol) == ["BTC/USD", "FOO/USD", "ETH/USD"] && answers.map(\.success) == [true, false, true])
    #expect(answers[1].error == "Currency pair not supported FOO/USD" && snapshots == 2)
    #expect(try client.answer(Self.subscribe("book", "BTC/USD"))?.error == "Already subscribed")
    #expect(try client.answer(Self.subscribe("book", "ETH/USD", extra: #","depth":11"#))?.error == "Subscription depth not supported")
    #expect(try client.answer(Self.subscribe("weather", "ETH/USD"))?.error == "Subscription Channel weather not supported")
    #expect(try client.answer(Self.subscribe("trade"))?.error == "Symbol(s) not found")
  }

  @Test("What is no request is answered with an error, whatever the bytes")
  func malformed() throws {
    let client = Self.seeded()
    _ = client.open()
    #expect(try client.answer("{")?.error == "Malformed request")
    #expect(try client.answer("")?.error == "Malformed request")
    #expect(try client.answer(#"{"method":"dance","req_id":3}"#)?.error == "Unsupported event")
    let pong = try client.answer(#"{"method":"ping","req_id":101}"#)
    #expect(pong?.method == "pong" && pong?.requestID == 101)
    var random = SeededGenerator(seed: 4)
    let request = Array(Self.subscribe("book", "BTC/USD").utf8)
    for round in 0..<300 {
      var bytes = request
      for _ in 0..<3 { bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
      client.output.removeAll()
      client.model.received(bytes.span, from: 1, into: &client.output)
      #expect(!client.output.sends.isEmpty, "round \(round): silence")
    }
  }

  @Test("Every frame decodes, every checksum is that of the book a client keeps, and each event is at most one frame", arguments: [10, 25, 1000])
  func frames(depth: Int) throws {
    let client = Self.seeded(3)
    _ = client.open()
    var books = [OrderBook(instrument: InstrumentID(0), depth: depth), OrderBook(instrument: InstrumentID(1), depth: depth)]
    var trades = 0
    var updates = 0
    func take(_ client: ExchangeClient<SeededMarket>, _ text: String) throws {
      switch try client.decode(text) {
      case .trade: trades += client.decoder.trades.isSnapshot ? 0 : client.decoder.trades.trades.count
      case .book:
        for update in client.decoder.book.updates {
          let index = Int(update.instrument.index)
          let applied = books[index].apply(update, of: client.decoder.book)
          #expect(applied)
          #expect(books[index].checksum() == update.checksum)
          #expect(books[index].violation() == nil && !books[index].isCrossed)
          if !client.decoder.book.isSnapshot { updates += 1 }
        }
      case .answer(let answer): #expect(answer.success == true)
      default: Issue.record("\(text)")
      }
    }
    #expect(!client.model.isReadyToPlay)
    for text in client.say(Self.subscribe("book", "BTC/USD", "ETH/USD", extra: #","depth":\#(depth)"#)) { try take(client, text) }
    #expect(!client.model.isReadyToPlay)
    for text in client.say(Self.subscribe("trade", "BTC/USD", "ETH/USD")) { try take(client, text) }
    #expect(client.model.isReadyToPlay && client.model.isSubscribed(1))
    while let said = try client.step() {
      #expect(said.count == 1)
      for text in said { try take(client, text) }
    }
    #expect(UInt64(trades + updates) == client.model.eventCount && trades > 100 && updates > 1000)
  }

  @Test("A late subscriber's snapshots are the present: book with its checksum, the latest trades")
  func late() throws {
    let client = Self.seeded(5)
    _ = client.open()
    _ = client.say(Self.subscribe("book", "BTC/USD"))
    var book = OrderBook(instrument: InstrumentID(0), depth: 10)
    for text in client.say(#"{"method":"unsubscribe","params":{"channel":"book","symbol":["BTC/USD"]}}"#) { _ = try client.decode(text) }
    while try client.step() != nil {}
    let said = client.say(Self.subscribe("book", "BTC/USD"))
    _ = try client.decode(try #require(said.last))
    let update = try #require(client.decoder.book.updates.first)
    book.apply(update, of: client.decoder.book)
    #expect(book.checksum() == update.checksum && book.bids.count == 10)
    let trades = client.say(Self.subscribe("trade", "BTC/USD"))
    _ = try client.decode(try #require(trades.last))
    #expect(client.decoder.trades.isSnapshot && client.decoder.trades.trades.count == 50)
  }

  @Test("After unsubscribing nothing comes; unsubscribing twice is refused; a closed session hears nothing")
  func unsubscribe() throws {
    let client = Self.seeded()
    _ = client.open()
    _ = client.say(Self.subscribe("book", "BTC/USD", "ETH/USD"))
    _ = client.say(Self.subscribe("trade", "BTC/USD", "ETH/USD"))
    #expect(try client.answer(#"{"method":"unsubscribe","params":{"channel":"book","symbol":["BTC/USD","ETH/USD"]},"req_id":8}"#)?.success == true)
    #expect(!client.model.isReadyToPlay)
    let again = try client.answer(#"{"method":"unsubscribe","params":{"channel":"book","symbol":["BTC/USD"]},"req_id":9}"#)
    #expect(again?.success == false && again?.error == "Subscription Not Found" && again?.requestID == 9)
    #expect(try client.answer(#"{"method":"unsubscribe","params":{"channel":"trade","symbol":["BTC/USD","ETH/USD"]},"req_id":8}"#)?.success == true)
    for _ in 0..<200 { #expect(try client.step()?.isEmpty == true) }
    _ = client.say(Self.subscribe("trade", "BTC/USD"))
    client.model.closed(1)
    for _ in 0..<200 { #expect(try client.step()?.isEmpty == true) }
  }

  @Test("A recorded quote is a book frame of one level a side that is always sent; a market's error comes behind all its events")
  func quotes() throws {
    let failure = Diagnostic(code: "recording.broken_line", exitCode: .badData, message: "x.csv:9: damaged")
    let instrument = Instrument(symbol: "BTC/USDT:usdm", base: "BTC", quote: "USDT", priceDecimals: 2, quantityDecimals: 3)
    var market = ListedMarket.counting(20, instrument: instrument)
    market.events.append(market.events[19])  // the same quote again
    market.failure = failure
    let client = ExchangeClient(ExchangeModel(market: market, account: PaperAccount(for: market.instruments), token: ""))
    _ = client.open()
    let snapshot = client.say(Self.subscribe("book", "BTC/USDT:usdm"))
    var book = OrderBook(instrument: InstrumentID(0), depth: 10)
    _ = try client.decode(try #require(snapshot.last))
    book.apply(client.decoder.book.updates[0], of: client.decoder.book)
    for event in market.events {
      guard case .quote(_, let time, let bid, let ask) = event else { continue }
      let said = try #require(try client.step())
      #expect(said.count == 1)
      _ = try client.decode(said[0])
      let update = client.decoder.book.updates[0]
      book.apply(update, of: client.decoder.book)
      #expect(book.bids == [bid] && book.asks == [ask] && book.checksum() == update.checksum && update.time == time)
    }
    #expect(throws: failure) { try client.step() }
    #expect(throws: failure) { try client.step() }
    #expect(client.model.eventCount == 21)
  }
}
