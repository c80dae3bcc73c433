import Domain
import Foundation
import Logging
import Ports
import ServiceLifecycle
import Simulation
import TestSupport
import Testing

@Suite("SimulatedExchangeServer")
struct SimulatedExchangeServerTests {
  private static let instrument = Instrument(symbol: "BTC/USDT", base: "BTC", quote: "USDT", priceDecimals: 2, quantityDecimals: 3)
  private static let books = #"{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USDT"],"depth":10}}"#
  private static let trades = #"{"method":"subscribe","params":{"channel":"trade","symbol":["BTC/USDT"]}}"#

  private static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

  private static func server<Market: MarketSource & SendableMetatype>(
    pace: Pace = .max, port: Int = 0, market: @escaping @Sendable () throws -> Market
  ) -> SimulatedExchangeServer<Market> {
    SimulatedExchangeServer(host: "127.0.0.1", port: port, pace: pace, logger: quiet) {
      let market = try market()
      return ExchangeModel(market: market, account: PaperAccount(for: market.instruments), token: "t")
    }
  }

  private static func counting(_ count: Int, pace: Pace = .max, failure: Diagnostic? = nil) -> SimulatedExchangeServer<ListedMarket> {
    server(pace: pace) {
      var market = ListedMarket.counting(count, instrument: instrument)
      market.failure = failure
      return market
    }
  }

  /// The price of the last level of a frame's bids.
  private static func lastBid(_ text: String) -> String? {
    let bids = text.components(separatedBy: "\"bids\":[").dropFirst().first?.prefix { $0 != "]" } ?? ""
    return bids.components(separatedBy: "\"price\":").last.map { String($0.prefix { $0 != "," }) }
  }

  @Test("Every event arrives once and in order; then the server closes with 1001 and frees its port")
  func whole() async throws {
    let server = Self.counting(2000)
    let port = try await server.start()
    async let run: Void = server.run()
    let prices = try await BlockingWork.run {
      let peer = try WebSocketPeer(port: port)
      _ = try peer.text(containing: #""channel":"status""#)
      try peer.say(Self.books)
      try peer.say(Self.trades)
      var prices: [String] = []
      while true {
        switch try peer.next() {
        case .text(let text):
          guard text.contains(#""channel":"book","type":"update""#) else { continue }
          prices.append(Self.lastBid(text) ?? "")
        case .close(let code, let reason):
          #expect(code == 1001 && reason == "end of recording")
          try peer.send(head: 0x88, [0x03, 0xe9])
          #expect(try peer.next() == .end)
          return prices
        case let other:
          Issue.record("\(other)")
          return prices
        }
      }
    }
    #expect(prices == (0..<2000).map { DecimalText.text(100_000 + $0, scale: 2) })
    try await run
    // Asked after the server has gone, and asked twice, it still knows.
    for _ in 0..<2 {
      let counts = try await server.finished()
      #expect(counts.events == 2000 && counts.frames > 2000)
    }
    await #expect(throws: LoopbackSocket.Failure.self) { try await BlockingWork.run { _ = try LoopbackSocket(port: port) } }
  }

  @Test("A client that does not read holds the market back, and loses nothing when it reads at last")
  func slow() async throws {
    let total = 14_000
    let counter = CountingMarket.Counter()
    let server = Self.server { CountingMarket.wide(total, counter) }
    let port = try await server.start()
    async let run: Void = server.run()
    let received = try await BlockingWork.run { () -> Int in
      let reader = try WebSocketPeer(port: port)
      let pinger = try WebSocketPeer(port: port)
      try reader.say(Self.books.replacing("USDT", with: "USD"))
      try reader.say(Self.trades.replacing("USDT", with: "USD"))
      // A pong shows that the server's loop went round. When the market stood still through many rounds, it is held back.
      var still = 0
      var last = -1
      while still < 50, counter.count < total {
        try pinger.say(#"{"method":"ping"}"#)
        _ = try pinger.text(containing: "pong")
        let count = counter.count
        still = count == last ? still + 1 : 0
        last = count
      }
      #expect(counter.count < total, "nobody read, and the whole market was played")
      #expect(counter.count > 1)
      var next = 0
      while true {
        switch try reader.next() {
        case .text(let text):
          guard text.contains(#""channel":"book","type":"update""#) else { continue }
          #expect(text.contains("\"qty\":\(DecimalText.text(1_000_000_000 + Int64(next), scale: 8))"), "frame \(next) is missing")
          next += 1
        case .close(let code, _):
          #expect(code == 1001)
          try reader.send(head: 0x88, [0x03, 0xe9])
          try pinger.send(head: 0x88, [0x03, 0xe9])
          return next
        case let other:
          Issue.record("\(other)")
          return next
        }
      }
    }
    #expect(received == total)
    try await run
  }

  @Test("At a rate the market is never played faster than asked for")
  func paced() async throws {
    let server = Self.counting(400, pace: .framesPerSecond(2000))
    let port = try await server.start()
    async let run: Void = server.run()
    let elapsed = try await BlockingWork.run {
      let peer = try WebSocketPeer(port: port)
      let clock = ContinuousClock()
      try peer.say(Self.books)
      try peer.say(Self.trades)
      _ = try peer.text(containing: #""channel":"book","type":"update""#)
      let start = clock.now
      while case .text = try peer.next() {}
      return clock.now - start
    }
    // 399 periods of 0.5 ms lie between the first and the last event; the first one's arrival may be seen late.
    #expect(elapsed > .milliseconds(150))
    try await run
  }

  @Test("What is no WebSocket upgrade is refused: 426 at the socket's path, 404 elsewhere")
  func http() async throws {
    let server = Self.counting(1)
    let port = try await server.start()
    let run = Task { try await server.run() }
    let replies = try await BlockingWork.run {
      try [LoopbackHTTP.request("GET", "/v2", port: port), LoopbackHTTP.request("GET", "/v2?x=1", port: port), LoopbackHTTP.request("GET", "/", port: port)]
    }
    #expect(replies.map(\.status) == [426, 426, 404])
    #expect(replies[2].text.contains("/v2"))
    run.cancel()
    try? await run.value
  }

  @Test("Frames against the protocol close the connection with the code for it; a ping is answered, a close returned")
  func protocolErrors() async throws {
    let server = Self.counting(1)
    let port = try await server.start()
    let run = Task { try await server.run() }
    try await BlockingWork.run {
      func answer(_ head: UInt8, _ payload: [UInt8], masked: Bool = true) throws -> WebSocketPeer.Message {
        let peer = try WebSocketPeer(port: port)
        _ = try peer.text(containing: "status")
        try peer.send(head: head, payload, masked: masked)
        return try peer.next()
      }
      #expect(try answer(0x89, [104, 105]) == .pong("hi"))
      #expect(try answer(0x88, [0x03, 0xe8]) == .close(code: 1000, reason: ""))
      guard case .close(1003, _) = try answer(0x82, [1, 2]) else {
        Issue.record("a binary frame was taken")
        return
      }
      guard case .close(1003, _) = try answer(0x01, [123]) else {
        Issue.record("a fragment was taken")
        return
      }
      guard case .close(1002, _) = try answer(0x81, [123], masked: false) else {
        Issue.record("an unmasked frame was taken")
        return
      }
    }
    run.cancel()
    try? await run.value
  }

  @Test("More than 64 connections are turned away with 1013, and a place that becomes free is given again")
  func crowd() async throws {
    let server = Self.counting(1)
    let port = try await server.start()
    let run = Task { try await server.run() }
    try await BlockingWork.run {
      var peers: [WebSocketPeer] = []
      for _ in 0..<64 {
        peers.append(try WebSocketPeer(port: port))
        _ = try peers[peers.count - 1].text(containing: "status")
      }
      guard case .close(1013, _) = try WebSocketPeer(port: port).next() else {
        Issue.record("a 65th connection was taken")
        return
      }
      try peers[0].send(head: 0x88, [0x03, 0xe8])
      #expect(try peers[0].next() == .close(code: 1000, reason: ""))
      #expect(try peers[0].next() == .end)
      _ = try WebSocketPeer(port: port).text(containing: "status")
    }
    run.cancel()
    try? await run.value
  }

  @Test("A damaged recording ends with 1011 and its reason behind all events before it, and finished() throws it")
  func damaged() async throws {
    let failure = Diagnostic(code: "recording.changed", exitCode: .badData, message: "x.csv:12: damaged")
    let server = Self.counting(10, failure: failure)
    let port = try await server.start()
    let run = Task { try await server.run() }
    try await BlockingWork.run {
      let peer = try WebSocketPeer(port: port)
      try peer.say(Self.books)
      try peer.say(Self.trades)
      var updates = 0
      var last = WebSocketPeer.Message.end
      while case .text(let text) = try { last = try peer.next(); return last }() { updates += text.contains(#""channel":"book","type":"update""#) ? 1 : 0 }
      #expect(updates == 10 && last == .close(code: 1011, reason: "x.csv:12: damaged"))
      try peer.send(head: 0x88, [0x03, 0xf3])
    }
    await #expect(throws: failure) { try await server.finished() }
    await #expect(throws: failure) { try await run.value }
  }

  @Test("A port that is taken, and an exchange that cannot be made, are diagnostics of start()")
  func cannotStart() async throws {
    let first = Self.counting(1)
    let port = try await first.start()
    let run = Task { try await first.run() }
    let second = Self.server(port: port) { ListedMarket.counting(1, instrument: Self.instrument) }
    do {
      try await second.start()
      Issue.record("two servers on one port")
    } catch {
      #expect(error.code == "exchange.listen" && error.exitCode == .unavailable && error.message.contains("127.0.0.1:\(port)"))
    }
    let failure = Diagnostic(code: "recording.empty", exitCode: .badData, message: "x.csv: empty")
    let third = Self.server { () throws -> ListedMarket in throw failure }
    await #expect(throws: failure) { try await third.start() }
    run.cancel()
    try? await run.value
  }

  @Test("Asked to stop, it tells its clients that it goes away")
  func stop() async throws {
    let server = Self.counting(1)
    let port = try await server.start()
    let run = Task { try await server.run() }
    let message = try await BlockingWork.run { () -> WebSocketPeer.Message in
      let peer = try WebSocketPeer(port: port)
      _ = try peer.text(containing: "status")
      run.cancel()
      let message = try peer.next()
      try peer.send(head: 0x88, [0x03, 0xe9])
      return message
    }
    #expect(message == .close(code: 1001, reason: "going away"))
    try await run.value
  }
}
