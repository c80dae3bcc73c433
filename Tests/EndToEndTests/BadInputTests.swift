import Domain
import Foundation
import TestSupport
import Testing

@Suite("bad input", .serialized, .timeLimit(.minutes(5))) struct BadInputTests {
  /// Runs, expects the code and a hint, and that nothing reads like a crash.
  @discardableResult private func refuses(_ arguments: [String], exit code: Int32, saying words: [String]) async throws -> String {
    let result = try await FridayProcess.run(arguments)
    #expect(result.exitCode == code, "\(arguments): \(result.talk)")
    #expect(result.talk.contains("error: "), "\(result.talk)")
    #expect(result.talk.contains("hint: "), "\(result.talk)")
    for word in words { #expect(result.talk.contains(word), "\(word) is not in: \(result.talk)") }
    return result.talk
  }

  private func defaultModel() throws -> URL {
    RepositoryRoot.url.appendingPathComponent("Sources/friday/Resources/default-model")
  }

  @Test("a recording with a broken line is refused with its line") func brokenLine() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      ts_recv_ns,ts_exch_ms,venue,symbol,trade_id,price,qty,taker_side
      1723161256000000000,1723161256000,spot,BTCUSDT,1,60000.10,0.5,buy
      1723161256000100000,1723161256000,spot,BTCUSDT,2,sixty,0.5,buy

      """, to: "broken.csv")
    try await refuses(
      ["run", "--replay", file, "--speed", "max", "--data", folder.path("data"), "--listen", "127.0.0.1:0"], exit: 65, saying: ["broken.csv", "3"])
  }

  @Test("a recording that is not there is refused") func noRecording() async throws {
    let folder = try TemporaryFolder()
    try await refuses(
      ["run", "--replay", folder.path("absent.csv"), "--data", folder.path("data"), "--listen", "127.0.0.1:0"], exit: 64, saying: ["absent.csv"])
  }

  @Test("a truncated model is refused") func truncatedModel() async throws {
    let folder = try TemporaryFolder()
    let model = folder.url.appendingPathComponent("model")
    try FileManager.default.copyItem(at: try defaultModel(), to: model)
    let artifact = model.appendingPathComponent("model.json")
    let bytes = try Data(contentsOf: artifact)
    try bytes.prefix(bytes.count / 2).write(to: artifact)
    try await refuses(
      ["run", "--model", model.path, "--data", folder.path("data"), "--listen", "127.0.0.1:0"], exit: 65, saying: ["model.json"])
  }

  @Test("a model of other features is refused, naming the first that differs") func otherFeatures() async throws {
    let folder = try TemporaryFolder()
    let model = folder.url.appendingPathComponent("model")
    try FileManager.default.copyItem(at: try defaultModel(), to: model)
    let manifest = model.appendingPathComponent("metadata.json")
    var object = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: manifest)) as? [String: Any])
    var schema = try #require(object["feature_schema"] as? [String: Any])
    var columns = try #require(schema["columns"] as? [String])
    let place = try #require(columns.firstIndex(of: "rsi_14"))
    columns[place] = "rsi_15"
    schema["columns"] = columns
    let run = ["run", "--model", model.path, "--data", folder.path("data"), "--listen", "127.0.0.1:0"]
    object["feature_schema"] = schema
    try JSONSerialization.data(withJSONObject: object).write(to: manifest)
    // Edited by hand: the hash no longer belongs to the columns.
    try await refuses(run, exit: 65, saying: ["metadata.json", "feature_schema.hash"])
    // Truly trained on other features: the hash belongs to them, and not to what this program computes.
    let digest = try #require(schema["definitions"] as? String)
    let meanings = try #require(UInt64(digest, radix: 16))
    schema["hash"] = FeatureSchema(
      name: try #require(schema["name"] as? String), version: try #require(schema["version"] as? Int), columns: columns, definitions: meanings
    ).hashText
    object["feature_schema"] = schema
    try JSONSerialization.data(withJSONObject: object).write(to: manifest)
    try await refuses(run, exit: 65, saying: ["rsi_15", "rsi_14"])
  }

  @Test("a journal with a flipped byte is refused, and kept as it is") func flippedByte() async throws {
    let folder = try TemporaryFolder()
    let data = folder.path("data")
    let first = try await FridayProcess.run(
      ["run", "--seed", "1", "--speed", "max", "--duration", "2s", "--json", "--data", data, "--listen", "127.0.0.1:0"])
    #expect(first.exitCode == 0, "\(first.talk.suffix(800))")
    let journal = URL(fileURLWithPath: data).appendingPathComponent("journal")
    let segment = try #require(
      try FileManager.default.contentsOfDirectory(at: journal, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "journal" }.sorted { $0.path < $1.path }.first)
    var bytes = try Data(contentsOf: segment)
    let at = bytes.startIndex + 5000
    bytes[at] ^= 0x10
    try bytes.write(to: segment)
    let before = try Data(contentsOf: segment)
    let said = try await refuses(
      ["run", "--seed", "1", "--speed", "max", "--duration", "1s", "--data", data, "--listen", "127.0.0.1:0"], exit: 65,
      saying: [segment.lastPathComponent])
    #expect(said.contains("offset") || said.contains("byte"))
    #expect(try Data(contentsOf: segment) == before)
    let verify = try await FridayProcess.run(["journal", "verify", data])
    #expect(verify.exitCode == 65)
  }

  @Test("a busy port is named") func busyPort() async throws {
    let folder = try TemporaryFolder()
    let first = try FridayProcess(
      ["run", "--seed", "1", "--data", folder.path("first"), "--listen", "127.0.0.1:0"])
    let line = try await first.line(of: .standardError, containing: "dashboard http://")
    let address = try #require(line.split(separator: "http://").last).trimmingCharacters(in: .init(charactersIn: "/ \n\u{1b}"))
    try await refuses(["run", "--seed", "1", "--data", folder.path("second"), "--listen", address], exit: 69, saying: [address])
    first.interrupt()
    #expect(try await first.exit().exitCode == 0)
  }

  @Test("a data folder that cannot be written is refused") func unwritableFolder() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a file where a folder should be\n", to: "data")
    try await refuses(["run", "--data", file, "--listen", "127.0.0.1:0"], exit: 78, saying: ["data"])
  }

  @Test("every problem of a configuration is named at once") func configuration() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("{\"lisen\": \"127.0.0.1:1\", \"influx\": {\"version\": \"two\"}, \"drift\": {\"alpha\": true}}", to: "friday.json")
    try await refuses(["config", "check", file], exit: 78, saying: ["lisen", "listen", "influx.version", "drift.alpha"])
    try await refuses(["run", "--config", file], exit: 78, saying: ["lisen"])
  }

  @Test("two processes do not write one journal") func twoWriters() async throws {
    let folder = try TemporaryFolder()
    let first = try FridayProcess(["run", "--seed", "1", "--data", folder.path("data"), "--listen", "127.0.0.1:0"])
    _ = try await first.line(of: .standardError, containing: "dashboard http://")
    try await refuses(["run", "--seed", "1", "--data", folder.path("data"), "--listen", "127.0.0.1:0"], exit: 69, saying: ["journal"])
    first.interrupt()
    #expect(try await first.exit().exitCode == 0)
  }

  @Test("an unknown subcommand is a usage error with a suggestion") func unknownCommand() async throws {
    let result = try await FridayProcess.run(["rnu"])
    #expect(result.exitCode == 64)
  }
}
