import Foundation
import TestSupport
import Testing

/// Models of 100 trees swapped by SIGHUP while a sender in another process keeps its pace: small here, the whole run with `FRIDAY_MEASURE=full`
/// (five minutes, 20,000 frames a second, 1,000 swaps), alone on the machine.
@Suite("Swapping models under load", .serialized, .timeLimit(.minutes(20))) struct HotSwapTests {
  private static let isFull = ProcessInfo.processInfo.environment["FRIDAY_MEASURE"] == "full"
  private static let rate = isFull ? 20_000 : 4_000
  private static let swaps = isFull ? seconds * 10 / 3 : 40
  private static let seconds = isFull ? Int(ProcessInfo.processInfo.environment["FRIDAY_MEASURE_SECONDS"] ?? "") ?? 300 : 15

  /// Anonymous memory of a process, KiB: what it allocated, without mapped journal segments.
  private func anonymousMemory(of process: FridayProcess) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") })
    return try #require(Int(line.split(whereSeparator: \.isWhitespace)[1]))
  }

  @Test("misses no tick, mixes no prediction, grows no memory; a challenger scores every tick too") func swaps() async throws {
    let folder = try TemporaryFolder()
    var models: [String] = []
    for (version, seed) in [("1.0.1", UInt64(1)), ("1.0.2", 2)] { models.append(try await SeededModelFolder(version, seed: seed, in: folder).path) }
    let shadow = try await SeededModelFolder("2.0.0", seed: 3, in: folder).path
    let link = folder.path("champion")
    try SymbolicLink.point(link, to: models[0])
    let config = try folder.write("{\"model\": {\"folder\": \"\(link)\", \"challengers\": [\"\(shadow)\"]}}", to: "friday.json")

    let exchange = try FridayProcess(["exchange", "--listen", "127.0.0.1:0", "--seed", "3", "--frames-per-second", "\(Self.rate)"])
    let line = try await exchange.line(of: .standardError, containing: "ws://")
    let address = String(try #require(line.split(separator: " ").first { $0.hasPrefix("ws://") }))
    let data = folder.path("data")
    let run = try FridayProcess(
      ["run", "--config", config, "--exchange", address, "--duration", "\(Self.seconds)s", "--json", "--data", data, "--listen", "127.0.0.1:0"])
    _ = try await run.line(of: .standardError, containing: "first prediction")

    var memoryAtQuarter = 0
    for number in 1...Self.swaps {
      try SymbolicLink.point(link, to: models[number % 2])
      run.send(SIGHUP)
      _ = try await run.line(of: .standardError, containing: "models published (\(number)):")
      if number == Self.swaps / 4 { memoryAtQuarter = try anonymousMemory(of: run) }
    }
    let memoryAtEnd = try anonymousMemory(of: run)
    let result = try await run.exit(within: .seconds(Self.seconds + 120))
    exchange.interrupt()
    _ = try await exchange.exit()
    #expect(result.exitCode == 0, "\(result.talk.suffix(1500))")

    let summary = try result.object()
    let ticks = try #require(summary["ticks"] as? Int)
    let predictions = try #require(summary["predictions"] as? Int)
    #expect(summary["model_swaps"] as? Int == Self.swaps)
    let scores = try #require(summary["model_scores"] as? [[String: Any]])
    let challenger = try #require(scores.first { $0["version"] as? String == "2.0.0" })
    // The challenger was there from the first tick on: it has scored exactly the ticks that the champions have, all of them together.
    #expect(challenger["predictions"] as? Int == predictions)
    // Books come before trades, so all but the first ticks of a market have a mid and a prediction.
    #expect(ticks - predictions <= 20, "\(ticks) ticks, \(predictions) predictions")
    let journal = try await JournalDocument.read(data)
    #expect(journal.records == summary["records_journaled"] as? Int)
    #expect(memoryAtEnd - memoryAtQuarter < 16 << 10, "\(memoryAtQuarter) KiB after a quarter of the swaps, \(memoryAtEnd) KiB at the end")

    let latency = try #require(summary["latency_seconds"] as? [String: Any])
    func microseconds(_ name: String, _ quantile: String) -> Double { ((latency[name] as? [String: Any])?[quantile] as? Double ?? .nan) * 1e6 }
    print(
      "\(Self.swaps) swaps, \(ticks) ticks at \(Self.rate) frames/s: cpu p50 \(microseconds("cpu", "p50")) p99 \(microseconds("cpu", "p99")) µs; "
        + "wall p50 \(microseconds("tick_to_prediction", "p50")) p99 \(microseconds("tick_to_prediction", "p99")) p99.9 \(microseconds("tick_to_prediction", "p999")) µs; "
        + "memory \(memoryAtQuarter) → \(memoryAtEnd) KiB")
    if Self.isFull {
      #expect(microseconds("cpu", "p50") <= 5)
      #expect(microseconds("cpu", "p99") <= 50)
      #expect(ticks >= Self.rate * (Self.seconds - 5))
    }
  }

  @Test("refuses a set that fails a check and goes on with the models that serve") func refused() async throws {
    let folder = try TemporaryFolder()
    let good = try await SeededModelFolder("1.0.1", seed: 1, in: folder).path
    let link = folder.path("champion")
    try SymbolicLink.point(link, to: good)
    let broken = folder.path("broken")
    try FileManager.default.createDirectory(atPath: broken, withIntermediateDirectories: true)
    let run = try FridayProcess(
      ["run", "--seed", "1", "--json", "--data", folder.path("data"), "--listen", "127.0.0.1:0"], environment: ["FRIDAY_MODEL_FOLDER": link])
    _ = try await run.line(of: .standardError, containing: "first prediction")
    try SymbolicLink.point(link, to: broken)
    run.send(SIGHUP)
    let line = try await run.line(of: .standardError, containing: "those that serve go on")
    #expect(line.contains("models not published") && line.contains("metadata.json"))
    run.interrupt()
    let result = try await run.exit()
    #expect(result.exitCode == 0)
    #expect(try result.object()["model_swaps"] as? Int == 0)
  }
}
