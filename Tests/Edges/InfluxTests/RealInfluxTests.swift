import Logging
import Ports
import TestSupport
import Testing

@testable import Influx

@Suite("a real InfluxDB", .serialized, .timeLimit(.minutes(3))) struct RealInfluxTests {
  private static let isThere: Bool = {
    if let reason = InfluxServer.reasonToSkip { print("skipped: a real InfluxDB (\(reason))") }
    return InfluxServer.reasonToSkip == nil
  }()

  private func uploader(_ source: any PointSource, _ cursors: MemoryCursors, _ server: InfluxServer) -> InfluxUploader {
    InfluxUploader(
      source: source, cursors: cursors,
      configuration: InfluxConfiguration(
        url: server.url, interface: .v1(database: "friday"), createDatabase: true, batchPoints: 500, maximumPause: .milliseconds(50),
        holdPause: .milliseconds(50)), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private func counts(_ server: InfluxServer) async throws -> (ticks: Int, predictions: Int) {
    (
      try await server.count("price", of: "tick", database: "friday"), try await server.count("p_up", of: "prediction", database: "friday")
    )
  }

  @Test("gives back as many ticks and predictions as were uploaded, their values bit for bit", .enabled(if: isThere)) func readBack()
    async throws
  {
    let server = try await InfluxServer.start()
    let uploader = uploader(ListedPoints(ListedPoints.market(2000)), MemoryCursors(), server)
    try await uploader.run()
    let (ticks, predictions) = try await counts(server)
    #expect(UInt64(ticks) == uploader.counters.ticks && UInt64(predictions) == uploader.counters.predictions)
    #expect(ticks == 2000 && predictions == 2000 && uploader.counters.uploaded == 4000 && uploader.counters.rejected == 0)
    let first = try await server.rows(#"SELECT "price", "trade_id" FROM "tick" LIMIT 1"#, database: "friday").first
    #expect(first?[0] as? Int == 1_700_000_000_000_000_000 && first?[1] as? Double == 0.5 && first?[2] as? Int == 0)
    // Sent again from the beginning, the same bytes are the same points.
    try await self.uploader(ListedPoints(ListedPoints.market(2000)), MemoryCursors(), server).run()
    let again = try await counts(server)
    #expect(again == (2000, 2000))
    try await server.stop()
  }

  @Test("has everything at the end when it was down for a part of it, cursor kept over a restart", .enabled(if: isThere)) func outage()
    async throws
  {
    let server = try await InfluxServer.start()
    let cursors = MemoryCursors()
    let source = ListedPoints(ListedPoints.market(1000), ended: false)
    let first = uploader(source, cursors, server)
    let running = Task { try await first.run() }
    try await eventually { first.counters.uploaded == 2000 }
    try await server.stop()
    source.add(ListedPoints.market(1000, from: 1000))
    try await eventually { first.counters.failures > 0 }
    running.cancel()
    try? await running.value
    // Another process goes on while the server is still down.
    source.add(ListedPoints.market(1000, from: 2000), ends: true)
    let second = uploader(source, cursors, server)
    let rest = Task { try await second.run() }
    try await eventually { second.counters.failures > 0 }
    try await server.start()
    try await rest.value
    let (ticks, predictions) = try await counts(server)
    #expect(ticks == 3000 && predictions == 3000)
    #expect(first.counters.uploaded == 2000 && second.counters.uploaded == 4000)
    try await server.stop()
  }

  @Test("refuses exactly the bad lines of a batch", .enabled(if: isThere)) func partialWrite() async throws {
    let server = try await InfluxServer.start()
    var lines = ListedPoints.market(50)
    // The first point of the series says that `price` is a float: an integer is a conflict.
    lines[20] = lines[20].replacing(#/price=[0-9.]+/#, with: "price=1i")
    lines[60] = lines[60].replacing(#/price=[0-9.]+/#, with: "price=true")
    let uploader = uploader(ListedPoints(lines), MemoryCursors(), server)
    try await uploader.run()
    let (ticks, predictions) = try await counts(server)
    #expect(uploader.counters.rejected == 2 && ticks == 48 && predictions == 50)
    #expect(uploader.counters.ticks == 48 && uploader.counters.predictions == 50)
    try await server.stop()
  }
}
