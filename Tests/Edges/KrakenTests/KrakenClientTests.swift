import Domain
import Kraken
import KrakenWire
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import Testing

@Suite("Kraken client, over a real socket", .timeLimit(.minutes(2))) struct KrakenClientTests {
  private static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

  /// The public flow up to a book snapshot; `more` follows it.
  private static func market(_ text: String, more: [ScriptedExchange.Step] = []) -> [ScriptedExchange.Step] {
    if text.isEmpty { return [.text(ExchangeTexts.status)] }
    if text.contains(#""instrument""#) { return [.fragmented(ExchangeTexts.instruments([ExchangeTexts.pair("BTC/USD")]))] }
    if text.contains(#""channel":"book""#), text.contains(#""method":"subscribe""#) {
      var book = OrderBook(instrument: InstrumentID(0), depth: 10)
      return [
        .text(ExchangeTexts.ack("book", "BTC/USD")),
        .text(ExchangeTexts.book("BTC/USD", &book, bids: [(1000, 5)], asks: [(1001, 7)], isSnapshot: true)),
      ]
    }
    if text.contains(#""channel":"trade""#) { return [.text(ExchangeTexts.ack("trade", "BTC/USD"))] + more }
    return []
  }

  /// Runs a client against a script and hands every event to `watch` until that says stop or the client ends by itself.
  private func play(
    account: Bool = false, stopWhenServerCloses: Bool = false, patience: Duration = .seconds(5), setUp: @escaping @Sendable (KrakenGateway, RecordingSink) -> Void = { _, _ in },
    script: @escaping ScriptedExchange.Script, until isEnough: (RecordingSink.Event) -> Bool
  ) async throws -> [RecordingSink.Event] {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    let exchange = try await ScriptedExchange(group: group, script: script)
    let (stream, continuation) = AsyncStream.makeStream(of: RecordingSink.Event.self)
    let url = "ws://127.0.0.1:\(exchange.port)/v2"
    let client = try KrakenClient(
      url: url, accountURL: account ? url : nil, token: account ? SessionToken("t") : nil, symbols: [], depth: 10, group: group,
      logger: Self.quiet, stopWhenServerCloses: stopWhenServerCloses, patience: patience,
      makeSink: { gateway in
        let sink = RecordingSink()
        sink.heard = { continuation.yield($0) }
        setUp(gateway, sink)
        return sink
      },
      finished: { sink in
        continuation.yield(.finished)
        continuation.finish()
        sink.heard = { _ in }
      })
    let services = ServiceGroup(
      configuration: .init(
        services: [.init(service: client, successTerminationBehavior: .gracefullyShutdownGroup)], logger: Self.quiet))
    var events: [RecordingSink.Event] = []
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await services.run() }
      for await event in stream {
        events.append(event)
        if isEnough(event) { await services.triggerGracefulShutdown() }
      }
      try await tasks.waitForAll()
    }
    try await exchange.stop()
    try await group.shutdownGracefully()
    return events
  }

  @Test("delivers frames in order, connects again after a loss, and stops with grace") func reconnects() async throws {
    let closes = Mutex<Set<Int>>([])
    let events = try await play(script: { connection, text in
      if text == "close" { closes.withLock { _ = $0.insert(connection) } }
      let first = 1 + connection * 200
      let trades = (first..<(first + 200)).map { ScriptedExchange.Step.text(ExchangeTexts.trade($0)) }
      // Closed with "try again later", then cut without a word, then left open.
      let end: [ScriptedExchange.Step] = connection == 0 ? [.close(1012)] : connection == 1 ? [.drop] : []
      return Self.market(text, more: trades + end)
    }) { $0 == .trade(600, 0) }
    let once: [RecordingSink.Event] = [.book(0, bid: 1000, ask: 1001)]
    var expected: [RecordingSink.Event] = []
    for connection in 0..<3 {
      expected.append(.connected(true))
      if connection == 0 { expected.append(.instrument("BTC/USD", 0)) }
      expected += once + (1...200).map { .trade(Int64(connection * 200 + $0), 0) }
      expected.append(.connected(false))
    }
    expected.append(.finished)
    #expect(events == expected)
    // The close of the first connection is echoed, the second was cut, the third is ours to close.
    #expect(closes.withLock { $0 } == [0, 2])
  }

  @Test("ends by itself when the recording ends") func endOfRecording() async throws {
    for code in [UInt16(1000), 1001] {
      let events = try await play(
        stopWhenServerCloses: true,
        script: { _, text in Self.market(text, more: [.text(ExchangeTexts.trade(1)), .text(ExchangeTexts.trade(2)), .close(code)]) },
        until: { _ in false })
      #expect(events.suffix(4) == [.trade(1, 0), .trade(2, 0), .connected(false), .finished])
    }
  }

  @Test("pings a silent connection and leaves it when no answer comes") func silence() async throws {
    let pings = Mutex<[Int]>([])
    let events = try await play(
      patience: .milliseconds(400),
      script: { connection, text in
        if text.contains(#""ping""#) {
          pings.withLock { $0.append(connection) }
          return []
        }
        return Self.market(text, more: connection == 0 ? [] : [.text(ExchangeTexts.trade(9))])
      }
    ) { $0 == .trade(9, 0) }
    #expect(pings.withLock { $0 }.first == 0)
    // At least: on a machine that stands still for longer than the patience, the next one looks silent too.
    #expect(events.filter { $0 == .connected(true) }.count >= 2)
  }

  @Test("carries orders, fills and balances of an account beside the market") func account() async throws {
    var statements = 0
    var isRefused = false
    let events = try await play(
      account: true,
      setUp: { gateway, sink in
        let heard = sink.heard
        var isTrading = false
        var isFunded = false
        sink.heard = { event in
          heard(event)
          // Asked from inside the sink, as an engine does: orders once both connections have spoken, a statement after the fill.
          switch event {
          case .trade where !isTrading, .balances where !isFunded:
            if case .trade = event { isTrading = true } else { isFunded = true }
            guard isTrading && isFunded else { return }
            for id in ["g-1", "g-2"] {
              gateway.submit(
                NewOrder(
                  clientID: id, instrument: InstrumentID(0), symbol: "BTC/USD", side: .buy, kind: .market,
                  quantity: Quantity(units: 10_000), time: Timestamp(seconds: 0)))
            }
          case .execution(_, "filled", _): gateway.requestBalances()
          default: break
          }
        }
      },
      script: { _, text in
        if text.contains(#""add_order""#) {
          let request = text.firstMatch(of: /"req_id":([0-9]+)/).map { String($0.1) } ?? ""
          guard text.contains(#""g-1""#) else {
            return [.text(#"{"method":"add_order","req_id":\#(request),"success":false,"error":"EOrder:Insufficient funds"}"#)]
          }
          func update(_ body: String, _ sequence: Int) -> ScriptedExchange.Step {
            .text(#"{"channel":"executions","type":"update","data":[{\#(body)}],"sequence":\#(sequence)}"#)
          }
          return [
            .text(#"{"method":"add_order","req_id":\#(request),"result":{"order_id":"O1"},"success":true}"#),
            update(#""exec_type":"pending_new","order_id":"O1","cl_ord_id":"g-1","symbol":"BTC/USD","side":"buy""#, 2),
            update(#""exec_type":"trade","order_id":"O1","exec_id":"T1","last_qty":0.0001,"last_price":100.1,"cost":0.01001"#, 3),
            update(#""exec_type":"filled","order_id":"O1""#, 4),
          ]
        }
        if text.contains(#""executions""#) {
          return [.text(#"{"channel":"executions","type":"snapshot","data":[],"sequence":1}"#)]
        }
        if text.contains(#""balances""#), text.contains(#""method":"subscribe""#) {
          return [.text(#"{"channel":"balances","type":"snapshot","data":[{"asset":"USD","balance":1.5}],"sequence":1}"#)]
        }
        return Self.market(text, more: [.text(ExchangeTexts.trade(1))])
      }
    ) { event in
      if case .balances = event { statements += 1 }
      if case .rejected = event { isRefused = true }
      return statements == 2 && isRefused
    }
    let fill = try #require(events.firstIndex(of: .execution("O1", "trade", fill: "T1")))
    let filled = try #require(events.firstIndex(of: .execution("O1", "filled", fill: nil)))
    let statement = try #require(events.lastIndex(of: .balances([AssetBalance(asset: "USD", amount: try Money(parsing: "1.5"))])))
    #expect(fill < filled && filled < statement)
    #expect(events.contains(.rejected("g-2", "EOrder:Insufficient funds")))
    #expect(events.last == .finished)
  }

  @Test("rejects an order truthfully when there is no private connection") func noAccount() async throws {
    let events = try await play(
      setUp: { gateway, sink in
        let heard = sink.heard
        sink.heard = { event in
          heard(event)
          guard case .trade = event else { return }
          gateway.submit(
            NewOrder(
              clientID: "g-1", instrument: InstrumentID(0), symbol: "BTC/USD", side: .buy, kind: .market, quantity: Quantity(units: 1),
              time: Timestamp(seconds: 0)))
        }
      },
      script: { _, text in Self.market(text, more: [.text(ExchangeTexts.trade(1))]) }
    ) { if case .rejected("g-1", _) = $0 { true } else { false } }
    #expect(events.last == .finished)
  }

  @Test("says what to check when nobody listens, if asked to fail at once") func refused() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let exchange = try await ScriptedExchange(group: group) { _, _ in [] }
    let port = exchange.port
    try await exchange.stop()
    let client = try KrakenClient(
      url: "ws://127.0.0.1:\(port)/v2", accountURL: nil, token: nil, symbols: [], depth: 10, group: group, logger: Self.quiet, failFast: true,
      makeSink: { _ in RecordingSink() })
    do {
      try await client.run()
      #expect(Bool(false), "it ran without an exchange")
    } catch let error as Diagnostic {
      #expect(error.exitCode == .unavailable && error.message.contains("127.0.0.1:\(port)") && error.hint != nil)
    }
    try await group.shutdownGracefully()
  }

  @Test("says that the server declined the upgrade, if asked to fail at once") func declined() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let exchange = try await ScriptedExchange(group: group) { _, _ in [] }
    let client = try KrakenClient(
      url: "ws://127.0.0.1:\(exchange.port)/elsewhere", accountURL: nil, token: nil, symbols: [], depth: 10, group: group, logger: Self.quiet,
      failFast: true, makeSink: { _ in RecordingSink() })
    await #expect(throws: Diagnostic.self) { try await client.run() }
    try await exchange.stop()
    try await group.shutdownGracefully()
  }

  @Test("refuses TLS and odd depths before anything is opened") func badOptions() {
    let group = MultiThreadedEventLoopGroup.singleton
    for (url, depth) in [("wss://ws.kraken.com/v2", 10), ("ws://127.0.0.1:1/v2", 7)] {
      #expect(throws: Diagnostic.self) {
        try KrakenClient(
          url: url, accountURL: nil, token: nil, symbols: [], depth: depth, group: group, logger: Self.quiet,
          makeSink: { _ in RecordingSink() })
      }
    }
  }
}
