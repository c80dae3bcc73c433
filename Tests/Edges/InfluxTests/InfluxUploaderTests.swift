import Logging
import Ports
import Synchronization
import TestSupport
import Testing

@testable import Influx

@Suite("the uploader", .timeLimit(.minutes(2))) struct InfluxUploaderTests {
  /// What a scripted server keeps: every line it acknowledged, in order of arrival.
  final class Kept: Sendable {
    let lines = Mutex<[String]>([])
    func keep(_ text: String) { lines.withLock { $0 += text.split(separator: "\n").map(String.init) } }
    var all: [String] { lines.withLock { $0 } }
    /// Each once, in the order of its first arrival.
    var distinct: [String] {
      var seen = Set<String>()
      return all.filter { seen.insert($0).inserted }
    }
  }

  private static let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func uploader(_ source: any PointSource, _ cursors: MemoryCursors, url: String, batch: Int = 100, creates: Bool = false)
    -> InfluxUploader
  {
    InfluxUploader(
      source: source, cursors: cursors,
      configuration: InfluxConfiguration(
        url: url, interface: .v1(database: "friday"), createDatabase: creates, batchPoints: batch, timeout: .seconds(20),
        maximumPause: .milliseconds(20), holdPause: .milliseconds(20)), logger: Self.log)
  }

  private func destination(_ server: ScriptedHTTPServer) -> String { "127.0.0.1:\(server.port)/friday" }

  @Test("uploads everything in order, batch by batch, on one connection, and keeps its place") func everything() async throws {
    let kept = Kept()
    let server = try ScriptedHTTPServer { request in
      kept.keep(request.text)
      return .status(204)
    }
    let lines = ListedPoints.market(500)
    let cursors = MemoryCursors()
    let uploader = uploader(ListedPoints(lines), cursors, url: server.url)
    try await uploader.run()
    #expect(kept.all == lines)
    #expect(server.requests.count == 10 && server.connectionCount == 1)
    #expect(server.requests.allSatisfy { $0.method == "POST" && $0.target == "/write?db=friday&precision=ns" })
    #expect(cursors.history(destination(server)) == (1...10).map { UInt64($0 * 100) })
    #expect(uploader.counters.uploaded == 1000 && uploader.counters.ticks == 500 && uploader.counters.predictions == 500)
    #expect(uploader.counters.rejected == 0 && uploader.counters.failures == 0 && uploader.counters.sequence == 1000)
    // The next one finds nothing to do.
    try await self.uploader(ListedPoints(lines), cursors, url: server.url).run()
    #expect(server.requests.count == 10)
    server.stop()
  }

  @Test("makes the database before the first write, and goes on when only writing is allowed", arguments: [200, 403]) func creation(
    _ code: Int
  ) async throws {
    let server = try ScriptedHTTPServer { request in
      request.target == "/query"
        ? .status(code, body: code == 200 ? #"{"results":[{"statement_id":0}]}"# : #"{"error":"not authorized"}"#) : .status(204)
    }
    let uploader = uploader(ListedPoints(ListedPoints.market(1)), MemoryCursors(), url: server.url, creates: true)
    try await uploader.run()
    #expect(server.requests.map(\.target) == ["/query", "/write?db=friday&precision=ns"])
    #expect(server.requests[0].text == "q=CREATE%20DATABASE%20%22friday%22")
    #expect(uploader.counters.uploaded == 2 && uploader.counters.failures == (code == 200 ? 0 : 1))
    server.stop()
  }

  @Test("loses nothing when the server refuses, hangs up or is overloaded in between, over seeds", arguments: 1...4) func troubles(
    _ seed: UInt64
  ) async throws {
    let kept = Kept()
    let dice = Mutex(SeededGenerator(seed: seed))
    let server = try ScriptedHTTPServer { request in
      switch dice.withLock({ Int.random(in: 0..<10, using: &$0) }) {
      case 0: return .hangUp
      case 1: return .status(503, headers: ["Retry-After": "1"], body: "busy")
      case 2: return .status(429)
      case 3: return .status(500, body: #"{"error":"timeout"}"#)
      case 4: return .status(401, body: #"{"error":"unauthorized"}"#)
      case 5: return .raw("HTTP/1.1 204 No")
      case 6:
        // Stored, and the answer is lost: the same bytes again are the same points.
        kept.keep(request.text)
        return .hangUp
      default:
        kept.keep(request.text)
        return .status(204)
      }
    }
    let lines = ListedPoints.market(150)
    let cursors = MemoryCursors()
    let uploader = uploader(ListedPoints(lines), cursors, url: server.url, batch: 25)
    try await uploader.run()
    #expect(kept.distinct == lines, "seed \(seed): each line, in order of its first arrival")
    #expect(cursors.history(destination(server)) == (1...12).map { UInt64($0 * 25) }, "seed \(seed)")
    #expect(uploader.counters.uploaded == 300 && uploader.counters.ticks == 150 && uploader.counters.predictions == 150, "seed \(seed)")
    server.stop()
  }

  @Test("gives up exactly the lines that the server will never take") func badLines() async throws {
    let kept = Kept()
    let server = try ScriptedHTTPServer { request in
      let good = request.text.split(separator: "\n").filter { !$0.contains("p_up=bad") }
      kept.keep(good.joined(separator: "\n"))
      return good.count == request.text.split(separator: "\n").count
        ? .status(204) : .status(400, body: #"{"error":"partial write: unable to parse 'prediction…': invalid number dropped=0"}"#)
    }
    var lines = ListedPoints.market(64)
    for index in [3, 77, 127] { lines[index] = lines[index].replacing("p_up=0.25", with: "p_up=bad") }
    let uploader = uploader(ListedPoints(lines), MemoryCursors(), url: server.url)
    try await uploader.run()
    #expect(kept.distinct == lines.filter { !$0.contains("bad") })
    #expect(uploader.counters.uploaded == 125 && uploader.counters.rejected == 3)
    #expect(uploader.counters.ticks == 64 && uploader.counters.predictions == 61)
    server.stop()
  }

  @Test("survives an outage in the middle: the server goes, comes back on its port, and has everything at the end") func outage()
    async throws
  {
    let kept = Kept()
    let keep: @Sendable (ScriptedHTTPServer.Request) -> ScriptedHTTPServer.Answer = { request in
      kept.keep(request.text)
      return .status(204)
    }
    let first = try ScriptedHTTPServer(answer: keep)
    let lines = ListedPoints.market(300)
    let source = ListedPoints(Array(lines[..<200]), ended: false)
    let cursors = MemoryCursors()
    let uploader = uploader(source, cursors, url: first.url, batch: 50)
    let running = Task { try await uploader.run() }
    try await eventually { uploader.counters.uploaded == 200 }
    first.stop()
    source.add(Array(lines[200..<400]))
    try await eventually { uploader.counters.failures >= 3 }
    #expect(uploader.counters.uploaded == 200 && cursors.history(destination(first)).last == 200)
    let second = try ScriptedHTTPServer(port: first.port, answer: keep)
    try await eventually { uploader.counters.uploaded == 400 }
    source.add(Array(lines[400...]), ends: true)
    try await running.value
    #expect(kept.all == lines)
    #expect(uploader.counters.sequence == 600)
    second.stop()
  }

  @Test("goes on where it was after a restart") func restart() async throws {
    let kept = Kept()
    let server = try ScriptedHTTPServer { request in
      kept.keep(request.text)
      return .status(204)
    }
    let cursors = MemoryCursors()
    let lines = ListedPoints.market(100)
    try await uploader(ListedPoints(Array(lines[..<120])), cursors, url: server.url, batch: 50).run()
    let source = ListedPoints(lines)
    try await uploader(source, cursors, url: server.url, batch: 50).run()
    #expect(kept.all == lines)
    #expect(source.state.withLock { $0.calls.first }?.sequence == 120)
    server.stop()
  }

  @Test("sends nothing twice when only the cursor cannot be kept, and tries the source again when it cannot be read") func ownTroubles()
    async throws
  {
    let kept = Kept()
    let server = try ScriptedHTTPServer { request in
      kept.keep(request.text)
      return .status(204)
    }
    let cursors = MemoryCursors()
    cursors.failures.withLock { $0 = 3 }
    let source = ListedPoints(ListedPoints.market(30))
    source.state.withLock { $0.failures = 2 }
    let uploader = uploader(source, cursors, url: server.url, batch: 20)
    try await uploader.run()
    #expect(kept.all == ListedPoints.market(30) && uploader.counters.uploaded == 60)
    #expect(cursors.history(destination(server)) == [20, 40, 60])
    server.stop()
  }

  @Test("drains until everything is up, or until the deadline with its place kept") func drain() async throws {
    let isUp = Mutex(false)
    let server = try ScriptedHTTPServer { _ in isUp.withLock { $0 } ? .status(204) : .status(503) }
    let cursors = MemoryCursors()
    let uploader = uploader(ListedPoints(ListedPoints.market(30)), cursors, url: server.url, batch: 20)
    #expect(await uploader.drain(deadline: .now + .milliseconds(100)) == false)
    #expect(uploader.counters.uploaded == 0 && cursors.history(destination(server)).isEmpty && uploader.counters.failures > 0)
    isUp.withLock { $0 = true }
    #expect(await uploader.drain(deadline: .now + .seconds(30)))
    #expect(uploader.counters.uploaded == 60 && cursors.history(destination(server)).last == 60)
    server.stop()
  }
}

/// Waits until something is so, asking every few milliseconds.
func eventually(within limit: Duration = .seconds(30), _ condition: @Sendable () async throws -> Bool) async throws {
  let deadline = ContinuousClock.now + limit
  while try await !condition() {
    try #require(ContinuousClock.now < deadline, "not within \(limit)")
    try await Task.sleep(for: .milliseconds(2))
  }
}
