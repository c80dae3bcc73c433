import Domain
import Engine
import Foundation
import Ports
import Server
import Synchronization
import Telemetry
import TestSupport
import Testing

@Suite("The dashboard's server", .timeLimit(.minutes(2)))
struct DashboardServerTests {
  private func get(_ path: String, _ server: RunningServer, method: String = "GET") async throws -> HTTPReply {
    try await BlockingWork.run { try LoopbackHTTP.request(method, path, port: server.port) }
  }

  private func object(_ reply: HTTPReply) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any])
  }

  @Test("serves the page and every file it names, from itself only")
  func page() async throws {
    try await RunningServer.with(ExampleSnapshot.empty) { server in
      let page = try await get("/", server)
      #expect(page.status == 200)
      #expect(page.headers["content-type"] == "text/html; charset=utf-8")
      #expect(page.text.contains("<title>Friday</title>"))
      let named = page.text.matches(of: /(?:src|href)="(\/assets\/[^"]+)"/).map { String($0.1) }
      #expect(named.count >= 3)
      for path in named + ["/assets/charts.js"] {
        let asset = try await get(path, server)
        #expect(asset.status == 200, "\(path)")
        #expect(asset.body.count > 100, "\(path)")
      }
      #expect(!page.text.contains("http://") && !page.text.contains("https://"))
    }
  }

  @Test("forbids foreign content and guessing on every answer, and caching of data")
  func headers() async throws {
    try await RunningServer.with(ExampleSnapshot.empty) { server in
      for path in ["/", "/api/v1/status", "/metrics", "/healthz", "/readyz", "/nowhere"] {
        let reply = try await get(path, server)
        #expect(reply.headers["content-security-policy"]?.contains("default-src 'none'") == true, "\(path)")
        #expect(reply.headers["x-content-type-options"] == "nosniff", "\(path)")
        #expect(reply.headers["cache-control"] == (path == "/" ? "no-cache" : "no-store"), "\(path)")
      }
    }
  }

  @Test("answers HEAD with the head of GET and no body")
  func head() async throws {
    try await RunningServer.with(ExampleSnapshot.working()) { server in
      for path in ["/", "/api/v1/status", "/healthz"] {
        let full = try await get(path, server)
        let head = try await get(path, server, method: "HEAD")
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.headers["content-length"] == "\(full.body.count)")
      }
      #expect(try await get("/events", server, method: "HEAD").status == 200)
      #expect(server.server.eventClients == 0)
    }
  }

  @Test("refuses other methods", arguments: ["POST", "PUT", "DELETE"])
  func methods(method: String) async throws {
    try await RunningServer.with(ExampleSnapshot.empty) { server in
      let reply = try await get("/api/v1/status", server, method: method)
      #expect(reply.status == 405)
      #expect(reply.headers["allow"] == "GET, HEAD")
      #expect(try object(reply)["error"] != nil)
    }
  }

  @Test("shows the snapshot as JSON with its own clock")
  func status() async throws {
    try await RunningServer.with(ExampleSnapshot.working()) { server in
      let reply = try await get("/api/v1/status", server)
      #expect(reply.headers["content-type"] == "application/json")
      let status = try object(reply)
      #expect(status["ticks"] as? Int == 12_481)
      #expect(status["uptime_seconds"] as? Double == 90.5)
      #expect(status["at"] as? String == "2026-01-01T00:01:30.500000Z")
    }
  }

  @Test("gives a market's features by its encoded or plain symbol", arguments: ["BTC%2FUSD", "BTC/USD", "%42TC%2fUSD"])
  func features(path: String) async throws {
    try await RunningServer.with(ExampleSnapshot.working()) { server in
      let reply = try await get("/api/v1/features/\(path)", server)
      #expect(reply.status == 200)
      let body = try object(reply)
      #expect(body["symbol"] as? String == "BTC/USD")
      #expect((body["features"] as? [Any])?.count == 12)
    }
  }

  @Test("answers an unknown symbol with what was probably meant")
  func unknownSymbol() async throws {
    try await RunningServer.with(ExampleSnapshot.working()) { server in
      let reply = try await get("/api/v1/features/btc%2Fusdt", server)
      #expect(reply.status == 404)
      let error = try #require(try object(reply)["error"] as? [String: Any])
      #expect(error["did_you_mean"] as? String == "BTC/USD")
      #expect(error["code"] as? String == "unknown_symbol")
      let far = try #require(try object(try await get("/api/v1/features/XXXXXXXXXXXX", server))["error"] as? [String: Any])
      #expect(far["did_you_mean"] is NSNull)
      #expect((far["hint"] as? String)?.contains("BTC/USD, ETH/USD") == true)
      #expect(try await get("/api/v1/features/BTC%2", server).status == 400)
    }
  }

  @Test("answers an unknown path with JSON and the nearest one")
  func unknownPath() async throws {
    try await RunningServer.with(ExampleSnapshot.empty) { server in
      for path in ["/metric", "/assets/../dashboard.js", "/assets/secret.txt", "/api"] {
        let reply = try await get(path, server)
        #expect(reply.status == 404, "\(path)")
        #expect(reply.headers["content-type"] == "application/json")
      }
      let error = try #require(try object(try await get("/metric", server))["error"] as? [String: Any])
      #expect(error["hint"] as? String == "did you mean /metrics?")
    }
  }

  @Test("exposes the engine's metrics and those counted elsewhere, the engine's first")
  func metrics() async throws {
    let elsewhere = [MetricFamily(.journalFailures, 2), MetricFamily(.ticks, 99)]
    try await RunningServer.with(ExampleSnapshot.working(), exposition: { elsewhere }) { server in
      let reply = try await get("/metrics", server)
      #expect(reply.headers["content-type"] == TextExposition.contentType)
      let lines = reply.text.split(separator: "\n")
      #expect(lines.contains("friday_ticks_total 12481") && !lines.contains("friday_ticks_total 99"))
      #expect(lines.contains("friday_connected 1"))
      #expect(lines.contains("friday_journal_failures_total 2"))
      #expect(lines.contains("friday_tick_to_prediction_seconds{quantile=\"0.99\"} 0.00028"))
    }
  }

  @Test("is alive at once but ready only with a feed, a tick and the rest of the program")
  func health() async throws {
    let rest = Mutex(false)
    try await RunningServer.with(ExampleSnapshot.empty, ready: { rest.withLock { $0 } }) { server in
      #expect(try await get("/healthz", server).status == 200)
      let early = try await get("/readyz", server)
      #expect(early.status == 503)
      #expect((try object(early)["reasons"] as? [String])?.count == 3)
      server.board.post(ExampleSnapshot.working())
      #expect(try await get("/readyz", server).status == 503)
      rest.withLock { $0 = true }
      let late = try await get("/readyz", server)
      #expect(late.status == 200)
      #expect(late.text == #"{"ready":true,"reasons":[]}"#)
      server.board.amend { $0.failure = "journal full" }
      #expect(try await get("/readyz", server).text.contains("the engine has stopped: journal full"))
    }
  }

  @Test("says which address is busy and how to choose another")
  func busyPort() async throws {
    try await RunningServer.with(ExampleSnapshot.empty) { first in
      let second = try DashboardServer(port: first.port, board: first.board, logger: RunningServer.silent)
      let diagnostic = try await #require(throws: Diagnostic.self) { try await second.run() }
      #expect(diagnostic.exitCode == .unavailable)
      #expect(diagnostic.code == "server.port_busy")
      #expect(diagnostic.message.contains("127.0.0.1:\(first.port)"))
      #expect(diagnostic.hint?.contains("--listen 127.0.0.1:0") == true)
      await #expect(throws: diagnostic) { try await second.address }
    }
  }
}
