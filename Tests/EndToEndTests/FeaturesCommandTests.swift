import Foundation
#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif
import TestSupport
import Testing

@Suite("friday features", .serialized, .timeLimit(.minutes(10))) struct FeaturesCommandTests {
  private static let dataset = RepositoryRoot.url.appendingPathComponent("datasets/simulated-btc-eth/data/market.csv").path

  private func compute(_ file: String, to out: String, _ more: [String] = []) async throws -> [String: Any] {
    let run = try await FridayProcess.run(["features", "compute", file, "--out", out, "--json"] + more, within: .seconds(300))
    #expect(run.exitCode == 0, "\(run.talk.suffix(800))")
    return try run.object()
  }

  private func bytes(_ path: String) throws -> Data { try #require(FileManager.default.contents(atPath: path)) }

  /// The same table by one worker, by two, and through the exchange, the socket and the client.
  private func sameEveryWay(_ file: String, rows: Int?) async throws {
    let folder = try TemporaryFolder()
    let (one, two, live) = (folder.path("one.csv"), folder.path("two.csv"), folder.path("live.csv"))
    let document = try await compute(file, to: one, ["--workers", "1"])
    if let rows { #expect(document["rows"] as? Int == rows) }
    #expect(document["features"] as? Int == 60)
    _ = try await compute(file, to: two, ["--workers", "2"])
    _ = try await compute(file, to: live, ["--replay"])
    let expected = try bytes(one)
    #expect(try bytes(two) == expected, "two workers differ from one")
    #expect(try bytes(live) == expected, "the live path differs from the batch")
  }

  @Test("batch, two workers and the live path give the same bytes: the default dataset") func dataset() async throws {
    try await sameEveryWay(Self.dataset, rows: 219_013)
  }

  @Test("batch, two workers and the live path give the same bytes: real quotes") func quotes() async throws {
    guard let file = SharedData.url("marketdata/binance_quotes_btc_eth_20240808.csv") else { return }
    try await sameEveryWay(file.path, rows: 120_081)
  }

  @Test("batch, two workers and the live path give the same bytes: real trades") func trades() async throws {
    guard let file = SharedData.url("marketdata/binance_trades_btc_20240808-09.csv") else { return }
    try await sameEveryWay(file.path, rows: 41_217)
  }

  @Test("a training table is made again from its manifest, to the byte, as CSV and as Parquet", arguments: ["csv", "parquet"])
  func trainingTable(form: String) async throws {
    let folder = try TemporaryFolder()
    let (first, second) = (folder.path("first.\(form)"), folder.path("second.\(form)"))
    let options = ["--symbol", "BTC/USD", "--label", "barrier:0.002:0.001:5m", "--every", "1s"]
    let made = try await FridayProcess.run(["features", "table", Self.dataset, "--out", first, "--json"] + options, within: .seconds(120))
    #expect(made.exitCode == 0, "\(made.talk.suffix(800))")
    let document = try made.object()
    #expect((document["labelled"] as? Int ?? 0) > 5_000 && (document["unlabelled"] as? Int ?? 0) > 0)
    let again = try await FridayProcess.run(
      ["features", "table", Self.dataset, "--out", second, "--from", first + ".manifest.json", "--json"], within: .seconds(120))
    #expect(again.exitCode == 0, "\(again.talk.suffix(800))")
    #expect(try again.object()["reproduced"] as? Bool == true)
    #expect(try bytes(first) == (try bytes(second)))
    // Another recording is not what the manifest speaks of.
    let other = try folder.write("1700000000.1000,30000.5,0.01\n1700000001.1000,30001.5,0.01\n", to: "XBTUSD.csv")
    let refused = try await FridayProcess.run(["features", "table", other, "--out", second, "--from", first + ".manifest.json"])
    #expect(refused.exitCode == 65 && refused.talk.contains("sha256"), "\(refused.talk)")
  }

  @Test("rows are prepared by numbers fitted once, and a model behind the document sees the same numbers") func prepared() async throws {
    let folder = try TemporaryFolder()
    let (raw, filled, again) = (folder.path("raw.csv"), folder.path("filled.csv"), folder.path("again.csv"))
    let options = ["--symbol", "ETH/USD", "--label", "touch:0.001:5m", "--every", "5s", "--json"]
    for (out, more) in [(raw, []), (filled, ["--prepare"])] {
      let run = try await FridayProcess.run(["features", "table", Self.dataset, "--out", out] + options + more, within: .seconds(120))
      #expect(run.exitCode == 0, "\(run.talk.suffix(800))")
    }
    let run = try await FridayProcess.run(
      ["features", "table", Self.dataset, "--out", again, "--from", filled + ".manifest.json", "--json"], within: .seconds(120))
    #expect(run.exitCode == 0, "\(run.talk.suffix(500))")
    #expect(try run.object()["reproduced"] as? Bool == true)

    // A model of 100 trees over the prepared columns, bare on the prepared table, and behind the document on the raw one.
    let model = try await SeededModelFolder("1.0.0", seed: 6, in: folder).path
    try FileManager.default.copyItem(atPath: model + "/model.json", toPath: folder.path("model.ubj"))
    var answers: [String] = []
    for (file, table) in [(model + "/model.json", filled), (filled + ".preparation.json", raw)] {
      let run = try await FridayProcess.run(["predict", "--model", file, "--input", table, "--output", "margin"])
      #expect(run.exitCode == 0, "\(run.talk.suffix(500))")
      answers.append(run.text)
    }
    let bare = answers[0].split(separator: "\n").map { Float($0) }
    let behind = answers[1].split(separator: "\n").map { Double($0).map { Float($0) } }
    #expect(bare.count > 1000 && bare == behind)
    #expect(Set(bare).count > 100, "the rows differ")
  }

  @Test("candles of a recording: exact prices, gaps named, short ones filled and marked") func candles() async throws {
    let folder = try TemporaryFolder()
    // One trade a second for ten seconds, none for two, then again: at one second a gap of two candles.
    let seconds = Array(0..<10) + Array(12..<15)
    let rows = seconds.map { "17000000\(String(format: "%02d", $0)).5000,\(30_000 + $0).5,0.25" }
    let file = try folder.write(rows.joined(separator: "\n") + "\n", to: "XBTUSD.csv")
    let out = folder.path("candles.csv")
    let run = try await FridayProcess.run(["features", "candles", file, "--interval", "1s", "--fill", "30m", "--out", out, "--json"])
    #expect(run.exitCode == 0, "\(run.talk.suffix(500))")
    let document = try run.object()
    #expect(document["candles"] as? Int == 13 && document["synthetic"] as? Int == 2 && document["gaps"] as? Int == 1)
    let lines = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let columns = Dictionary(uniqueKeysWithValues: lines[0].enumerated().map { ($1, $0) })
    func cell(_ row: Int, _ name: String) throws -> String { lines[row][try #require(columns[name])] }
    try #require(lines.count == 16)
    #expect(try cell(1, "open") == "30000.5" && cell(1, "volume") == "0.25")
    #expect(try cell(11, "synthetic") == "1" && cell(11, "close") == "30009.5" && cell(11, "volume") == "0.00")
    #expect(try cell(13, "gap") == "major" && cell(13, "synthetic") == "0" && cell(13, "close") == "30012.5")
    #expect(try cell(15, "closed") == "0" && cell(14, "closed") == "1")
  }

  @Test("table refuses a spacing and a manifest that it cannot go by") func refusals() async throws {
    let folder = try TemporaryFolder()
    let out = folder.path("table.csv")
    for spacing in ["-1s", "0s", "2d", "soon"] {
      let run = try await FridayProcess.run(["features", "table", Self.dataset, "--out", out, "--every=\(spacing)"])
      #expect(run.exitCode == 64 && run.talk.contains("--every"), "\(spacing): \(run.talk)")
    }
    let manifest = try folder.write("{\"set\":\"default\"}", to: "half.json")
    for (path, reason) in [(manifest, "is no manifest"), (folder.path("none.json"), "there is no such file"), (folder.path("."), "this is no regular file")] {
      let run = try await FridayProcess.run(["features", "table", Self.dataset, "--out", out, "--from", path])
      #expect(run.exitCode == 65 && run.talk.contains(reason), "\(path): \(run.talk)")
    }
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test("check names every problem at once, with line and did-you-mean, and ends with 1") func check() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      name: mine
      version: 1
      registry:
        strength: {calculatr: rsi, input: candles, interval: 1s, parameters: {n: 14}}
        spread: {calculator: book_sprad, input: book}
        mean: {calculator: sma, input: candles, interval: 1s, parameters: {n: 0}}
      """, to: "mine.yaml")
    let run = try await FridayProcess.run(["features", "check", file, "--json"])
    #expect(run.exitCode == 1)
    let document = try run.object()
    #expect(document["valid"] as? Bool == false)
    let problems = try #require(document["problems"] as? [[String: Any]])
    let text = problems.map { "\($0["line"] ?? "") \($0["path"] ?? "") \($0["reason"] ?? "")" }.joined(separator: "\n")
    for part in ["4 registry.strength.calculatr", "did you mean \"calculator\"", "5 registry.spread", "did you mean \"book_spread\"", "6 registry.mean.parameters.n"] {
      #expect(text.contains(part), "\(part) in:\n\(text)")
    }
    let sound = try await FridayProcess.run(
      ["features", "check", RepositoryRoot.url.appendingPathComponent("Sources/friday/Resources/feature-sets/default.yaml").path])
    #expect(sound.exitCode == 0 && sound.text.contains("60 columns"))
  }

  @Test("a file of one's own is a set: listed, computed, and refused by a model of another") func ownSet() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      name: mine
      version: 3
      registry:
        strength: {calculator: rsi, input: candles, interval: 1s, parameters: {n: 14}}
        spread: {calculator: book_spread, input: book, outputs: {bps: spread_bps}}
      """, to: "mine.yaml")
    let listed = try await FridayProcess.run(["features", "list", "--set", file])
    #expect(listed.exitCode == 0 && listed.text.contains("mine version 3") && listed.text.contains("spread_bps"), "\(listed.text) \(listed.talk)")
    let document = try await compute(Self.dataset, to: folder.path("mine.csv"), ["--set", file])
    #expect(document["features"] as? Int == 2)
    let run = try await FridayProcess.run(
      ["run", "--data", folder.path("data"), "--listen", "127.0.0.1:0"], environment: ["FRIDAY_FEATURES_FILE": file])
    #expect(run.exitCode == 65 && run.talk.contains("default version 1") && run.talk.contains("mine version 3"), "\(run.talk.suffix(600))")
  }

  @Test("features go on where a run on a live feed ended") func resumed() async throws {
    let folder = try TemporaryFolder()
    let exchange = try FridayProcess(["exchange", "--listen", "127.0.0.1:0", "--seed", "9", "--frames-per-second", "500"])
    let line = try await exchange.line(of: .standardError, containing: "ws://")
    let address = String(try #require(line.split(separator: " ").first { $0.hasPrefix("ws://") }))
    func missing(data: String, seconds: Int) async throws -> Int {
      let run = try FridayProcess(["run", "--exchange", address, "--json", "--data", data, "--listen", "127.0.0.1:0"])
      let said = try await run.line(of: .standardError, containing: "dashboard http://")
      let base = String(try #require(said.split(separator: " ").first { $0.hasPrefix("http://") }))
      let status = try #require(URL(string: base + "api/v1/status"))
      _ = try await run.line(of: .standardError, containing: "first prediction")
      var document: [String: Any] = [:]
      var ticks = 0
      // As soon as each market has ticked, long before a minute of event time has gone by.
      while ticks < seconds * 500 {
        let (body, _) = try await URLSession.shared.data(from: status)
        document = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
        ticks = document["ticks"] as? Int ?? 0
      }
      let markets = try #require(document["markets"] as? [[String: Any]])
      let features = markets.flatMap { $0["features"] as? [[String: Any]] ?? [] }
      #expect(features.count == 60 * markets.count)
      run.interrupt()
      #expect(try await run.exit().exitCode == 0)
      return features.count { $0["value"] is NSNull }
    }
    let data = folder.path("data")
    _ = try await missing(data: data, seconds: 10)
    let resumed = try await missing(data: data, seconds: 1)
    let anew = try await missing(data: folder.path("other"), seconds: 1)
    exchange.interrupt()
    _ = try await exchange.exit()
    #expect(resumed < anew / 4 && anew > 20, "\(resumed) missing after a restart, \(anew) of a run that starts anew")
  }
}
