import Foundation
import TestSupport
import Testing

@Suite("friday run with an InfluxDB", .serialized) struct InfluxTests {
  private static let isThere: Bool = {
    if let reason = InfluxServer.reasonToSkip { print("skipped: friday run with an InfluxDB (\(reason))") }
    return InfluxServer.reasonToSkip == nil
  }()

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// `run --replay` of a recording with the server configured by a file; `nil` when the recording is not there.
  private func arguments(_ recording: String, _ server: InfluxServer) throws -> [String]? {
    guard let file = SharedData.url("marketdata/\(recording)") else { return nil }
    let configuration = try folder.write(
      #"{"influx": {"url": "\#(server.url)", "version": 1, "database": "friday_test", "drain_seconds": 240}}"#, to: "friday.json")
    return [
      "run", "--config", configuration, "--replay", file.path, "--speed", "max", "--json", "--data", folder.path("data"), "--listen",
      "127.0.0.1:0",
    ]
  }

  /// Holds the summary of a run of so many rows against what the server gives back by query.
  private func compare(_ result: FridayProcess.Result, rows: Int, _ server: InfluxServer) async throws {
    #expect(result.exitCode == 0, "\(result.talk.suffix(1500))")
    let summary = try result.object()
    let ticks = try #require(summary["ticks"] as? Int)
    let predictions = try #require(summary["predictions"] as? Int)
    #expect(ticks == rows && predictions > rows / 2)
    #expect(summary["ticks_uploaded"] as? Int == ticks && summary["predictions_uploaded"] as? Int == predictions)
    #expect(summary["points_uploaded"] as? Int == ticks + predictions)
    let trades = try await server.count("price", of: "tick", database: "friday_test")
    let quotes = try await server.count("bid", of: "book", database: "friday_test")
    #expect(trades + quotes == ticks)
    #expect(try await server.count("p_up", of: "prediction", database: "friday_test") == predictions)
    let cursors = try await FridayProcess.run(["journal", "stat", folder.path("data"), "--json"]).object()
    print(
      "InfluxDB gives back \(trades) trades, \(quotes) quotes, \(predictions) predictions; journal cursor \(cursors["cursor"] ?? "none")")
  }

  @Test("gives back by query as many ticks and predictions as the summary says were uploaded", .enabled(if: isThere)) func readBack()
    async throws
  {
    let server = try await InfluxServer.start()
    if let arguments = try arguments("binance_trades_btc_20240808-09.csv", server) {
      try await compare(try await FridayProcess.run(arguments, within: .seconds(300)), rows: 41_217, server)
    }
    try await server.stop()
  }

  @Test("has the same at the end when the server was down for a part of the run", .enabled(if: isThere)) func outage() async throws {
    let server = try InfluxServer()
    guard let arguments = try arguments("binance_quotes_btc_eth_20240808.csv", server) else { return }
    // Down when the run begins, up once the run has noticed, and down again in the middle of the upload.
    let run = try FridayProcess(arguments)
    _ = try await run.line(of: .standardError, containing: "upload is held up")
    try await server.start()
    let deadline = ContinuousClock.now + .seconds(120)
    while ((try? await server.count("bid", of: "book", database: "friday_test")) ?? 0) == 0 {
      try #require(ContinuousClock.now < deadline, "nothing was uploaded")
    }
    try await server.stop()
    try await server.start()
    try await compare(try await run.exit(within: .seconds(300)), rows: 120_081, server)
    try await server.stop()
  }
}
