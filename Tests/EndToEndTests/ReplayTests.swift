import Foundation
import TestSupport
import Testing

@Suite("friday run --replay", .serialized, .timeLimit(.minutes(10))) struct ReplayTests {
  private func replay(_ file: String, rows: Int) async throws {
    guard let recording = SharedData.url("marketdata/\(file)") else { return }
    let folder = try TemporaryFolder()
    let data = folder.path("data")
    let result = try await FridayProcess.run(
      ["run", "--replay", recording.path, "--speed", "max", "--json", "--data", data, "--listen", "127.0.0.1:0"], within: .seconds(300))
    #expect(result.exitCode == 0, "\(result.talk.suffix(1500))")
    let summary = try result.object()
    #expect(summary["ticks"] as? Int == rows)
    let predictions = try #require(summary["predictions"] as? Int)
    #expect(predictions > rows / 2)
    let latency = try #require(summary["latency_seconds"] as? [String: Any])
    #expect(latency["tick_to_prediction"] is NSNull)
    #expect((latency["service"] as? [String: Any])?["p50"] is Double)
    let journal = try await JournalDocument.read(data)
    #expect(journal.points == summary["points_journaled"] as? Int)
    #expect(journal.records == summary["records_journaled"] as? Int)
    #expect(journal.tornBytes == 0)
    print("replayed \(file): \(rows) ticks, \(predictions) predictions, \(summary["outcomes"] ?? 0) outcomes, \(journal.points) points")
  }

  @Test("takes every recorded trade as a tick") func trades() async throws {
    try await replay("binance_trades_btc_20240808-09.csv", rows: 41_217)
  }

  @Test("takes every recorded quote as a tick") func quotes() async throws {
    try await replay("binance_quotes_btc_eth_20240808.csv", rows: 120_081)
  }

  @Test("plays Kraken's downloadable history") func krakenHistory() async throws {
    let folder = try TemporaryFolder()
    let rows = (0..<200).map { "1700000000.\(1000 + $0),\(30_000 + $0 % 7).5,0.0\($0 % 9 + 1)" }
    let file = try folder.write(rows.joined(separator: "\n") + "\n", to: "XBTUSD.csv")
    let result = try await FridayProcess.run(
      ["run", "--replay", file, "--speed", "max", "--json", "--data", folder.path("data"), "--listen", "127.0.0.1:0"])
    #expect(result.exitCode == 0, "\(result.talk.suffix(1500))")
    #expect(try result.object()["ticks"] as? Int == 200)
  }

  @Test("gives the same predictions twice from one seed, bit for bit") func deterministic() async throws {
    var exports: [[Substring]] = []
    for _ in 0..<2 {
      let folder = try TemporaryFolder()
      let data = folder.path("data")
      let result = try await FridayProcess.run(
        ["run", "--seed", "7", "--speed", "max", "--duration", "4s", "--json", "--data", data, "--listen", "127.0.0.1:0"])
      #expect(result.exitCode == 0, "\(result.talk.suffix(1500))")
      exports.append(try await JournalDocument.lines(data, measurement: "prediction").filter { $0.contains(" p_up=") || $0.contains(",p_up=") })
    }
    // The two runs end at different events: what both made must be equal.
    let common = min(exports[0].count, exports[1].count)
    #expect(common > 1000)
    #expect(exports[0].prefix(common) == exports[1].prefix(common))
    print("compared \(common) predictions of two runs with seed 7")
  }
}
