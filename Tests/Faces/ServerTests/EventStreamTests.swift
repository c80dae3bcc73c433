import Engine
import Server
import Synchronization
import TestSupport
import Testing

@Suite("Server-sent events", .timeLimit(.minutes(2)))
struct EventStreamTests {
  private static var quick: DashboardServer.Limits {
    var limits = DashboardServer.Limits()
    limits.eventPace = .milliseconds(5)
    limits.quietLooks = 3
    return limits
  }

  @Test("sends the whole snapshot at once and a changed one when it changes")
  func changes() async throws {
    try await RunningServer.with(ExampleSnapshot.working(step: 0), limits: Self.quick) { server in
      let posted = Mutex(false)
      let reply = try await BlockingWork.run {
        try LoopbackHTTP.stream("GET", "/events", port: server.port) { reply in
          if reply.text.contains("\"ticks\":12481"), posted.withLock({ let was = $0; $0 = true; return !was }) {
            server.board.post(ExampleSnapshot.working(step: 1))
          }
          return reply.text.contains("\"ticks\":12731") && reply.text.hasSuffix("\n\n")
        }
      }
      #expect(reply.headers["content-type"] == "text/event-stream; charset=utf-8")
      #expect(reply.headers["cache-control"] == "no-store")
      let events = reply.text.ranges(of: "event: snapshot\nid: ").count
      #expect(events == 2)
      #expect(reply.text.hasPrefix("retry: "))
    }
  }

  @Test("keeps a quiet stream alive with comments and sends nothing twice")
  func quiet() async throws {
    try await RunningServer.with(ExampleSnapshot.working(), limits: Self.quick) { server in
      let reply = try await BlockingWork.run {
        try LoopbackHTTP.stream("GET", "/events", port: server.port) { $0.text.ranges(of: ": still here\n\n").count >= 3 }
      }
      #expect(reply.text.ranges(of: "event: snapshot").count == 1)
    }
  }

  @Test("ends streams in order at graceful shutdown")
  func shutdown() async throws {
    try await RunningServer.with(ExampleSnapshot.working(), limits: Self.quick) { server in
      let asked = Mutex(false)
      let reply = try await BlockingWork.run {
        try LoopbackHTTP.stream("GET", "/events", port: server.port) { reply in
          if reply.text.contains("event: snapshot"), asked.withLock({ let was = $0; $0 = true; return !was }) {
            Task { await server.shutDown() }
          }
          return false
        }
      }
      #expect(reply.isComplete)
    }
  }

  @Test("turns a client away when all places are taken, and takes it when one is free again")
  func places() async throws {
    var limits = Self.quick
    limits.eventClients = 1
    try await RunningServer.with(ExampleSnapshot.working(), limits: limits) { server in
      let refused = try await BlockingWork.run {
        var second: HTTPReply?
        _ = try LoopbackHTTP.stream("GET", "/events", port: server.port) { first in
          guard first.text.contains("event: snapshot") else { return false }
          second = try LoopbackHTTP.request("GET", "/events", port: server.port)
          return true
        }
        return try #require(second)
      }
      #expect(refused.status == 503)
      #expect(refused.text.contains("1 clients are watching already") || refused.text.contains("too_many_clients"))
      #expect(refused.headers["retry-after"] == "5")
      // The first client has gone; its stream notices at one of its next writes.
      let again = try await BlockingWork.run {
        var reply: HTTPReply
        repeat {
          reply = try LoopbackHTTP.stream("GET", "/events", port: server.port) { $0.text.contains("event: snapshot") }
        } while reply.status == 503
        return reply
      }
      #expect(again.status == 200)
    }
  }

  /// Two megabytes an edition: a socket that nobody reads is full after a few of them.
  private static func postHeavyEditions(_ count: Int, to server: RunningServer) throws {
    let ballast = String(repeating: "x", count: 2 << 20)
    for step in 0..<count {
      var snapshot = ExampleSnapshot.working(step: step)
      snapshot.source = ballast
      server.board.post(snapshot)
      // An answer between two editions gives the stream's task its turn.
      _ = try LoopbackHTTP.request("GET", "/healthz", port: server.port)
    }
  }

  @Test("lets a slow client skip to the latest")
  func slowClient() async throws {
    try await RunningServer.with(ExampleSnapshot.working(), limits: Self.quick) { server in
      let editions = try await BlockingWork.run {
        let socket = try LoopbackSocket(port: server.port)
        try socket.send(Array("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
        _ = try socket.receive()
        try Self.postHeavyEditions(200, to: server)
        var tail: [UInt8] = []
        var editions = 0
        while true {
          let text = String(decoding: tail + (try socket.receive(atMost: 1 << 20)), as: UTF8.self)
          editions += text.ranges(of: "event: snapshot").count
          if text.contains("\"ticks\":\(12_481 + 250 * 199),") { return editions }
          tail = Array(text.utf8.suffix(14))
        }
      }
      #expect(editions >= 1 && editions < 60)
    }
  }

  @Test("does not let a client that never reads hold up the shutdown")
  func stuckClient() async throws {
    let kept = Mutex<LoopbackSocket?>(nil)
    let shutdownBegan = Mutex(ContinuousClock.now)
    try await RunningServer.with(ExampleSnapshot.working(), limits: Self.quick) { server in
      let socket = try await BlockingWork.run {
        let socket = try LoopbackSocket(port: server.port)
        try socket.send(Array("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
        _ = try socket.receive(atMost: 1)
        try Self.postHeavyEditions(20, to: server)
        return socket
      }
      kept.withLock { $0 = socket }
      #expect(server.server.eventClients == 1)
      shutdownBegan.withLock { $0 = .now }
    }
    #expect(shutdownBegan.withLock { ContinuousClock.now - $0 } < .seconds(15))
    kept.withLock { $0 = nil }
  }
}
