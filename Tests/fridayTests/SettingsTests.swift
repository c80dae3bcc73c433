@testable import friday
import Domain
import Foundation
import TestSupport
import Testing

@Suite("Settings")
struct SettingsTests {
  private func read(_ text: String) async throws -> Settings {
    let folder = try TemporaryFolder()
    return try await Settings.read(path: folder.write(text, to: "config.json"))
  }

  private func refusal(_ text: String) async throws -> Diagnostic {
    do {
      _ = try await read(text)
    } catch let error as Diagnostic {
      return error
    }
    Issue.record("taken: \(text)")
    return Diagnostic(code: "none", exitCode: .success, message: "")
  }

  @Test("Without a file the defaults are those that every key states")
  func defaults() async throws {
    let settings = try await Settings.read(path: nil)
    #expect(settings.data == "friday-data" && settings.listen == "127.0.0.1:8080" && settings.exchangeURL == nil && settings.depth == 10)
    #expect(settings.journalSync == "100ms" && settings.segmentMegabytes == 64 && settings.influx == nil && settings.modelFolder == nil)
    #expect(settings.driftAlpha == 0.05 && settings.driftMinimumEffect == 0.1 && settings.driftReferenceRows == 600 && settings.driftCurrentRows == 300)
    #expect(settings.strategyEnabled && settings.strategyThreshold == 0.6 && settings.strategyNotional == 1000 && settings.reconciliationMinutes == 60)
    #expect(settings.eventsPerSecond == 6 && settings.regimeMinutes == 20 && settings.logLevel == "info" && settings.symbols.isEmpty)
  }

  @Test("The file that config init writes is right and changes nothing")
  func template() async throws {
    let written = try await read(ConfigCommand.Init.template)
    let plain = try await Settings.read(path: nil)
    #expect("\(written)" == "\(plain)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(ConfigCommand.Init.template.utf8)) as? [String: Any])
    for key in SettingKey.allCases {
      let parts = key.rawValue.split(separator: ".").map(String.init)
      let value = parts.count == 1 ? object[parts[0]] : (object[parts[0]] as? [String: Any])?[parts[1]]
      #expect((value == nil) == key.isSecret, "\(key.rawValue): every key is written, but for secrets")
      #expect(!key.meaning.isEmpty && key.variable == "FRIDAY_" + key.rawValue.uppercased().replacing(".", with: "_"))
    }
  }

  @Test("What the file says goes before the defaults; a whole number is also a number")
  func file() async throws {
    let settings = try await read(
      #"{"data": "/x", "exchange": {"symbols": ["BTC/USD"], "token": "geheim"}, "strategy": {"enabled": false, "threshold": 1}, "simulation": {"events_per_second": 2.5}, "influx": {"url": "http://127.0.0.1:8086", "version": 2, "token": "auch"}}"#)
    #expect(settings.data == "/x" && settings.symbols == ["BTC/USD"] && !settings.strategyEnabled && settings.strategyThreshold == 1)
    #expect(settings.eventsPerSecond == 2.5 && settings.influx?.version == 2 && settings.influx?.streams == ["ticks", "predictions"])
    #expect(settings.exchangeToken?.exposed == "geheim" && settings.influx?.token?.exposed == "auch")
    #expect(!"\(settings)".contains("geheim") && !"\(settings)".contains("auch") && !String(reflecting: settings).contains("geheim"))
  }

  @Test("Every problem of a file is named at once, with the key that was meant")
  func problems() async throws {
    let error = try await refusal(#"{"drift": {"alpah": 0.1, "alpha": "x"}, "data": 5, "journal": {"segment_megabytes": 1.5}, "zzzzzz": {"q": 1}}"#)
    #expect(error.code == "config.invalid" && error.exitCode == .badConfiguration && error.hint != nil)
    for part in [
      "5 problems", #"unknown key "drift.alpah" (did you mean "drift.alpha"?)"#, #""drift.alpha" must be a number"#, #""data" must be a text"#,
      #""journal.segment_megabytes" must be a whole number"#, #"unknown key "zzzzzz.q""#,
    ] { #expect(error.message.contains(part), "\(part) in \(error.message)") }
  }

  @Test("A value out of its range is named with the range, the variable and the key")
  func ranges() async throws {
    for (text, key) in [
      (#"{"drift": {"alpha": 0.9}}"#, "drift.alpha"), (#"{"exchange": {"depth": 5}}"#, "exchange.depth"), (#"{"strategy": {"notional": 0}}"#, "strategy.notional"),
      (#"{"simulation": {"events_per_second": 20000}}"#, "simulation.events_per_second"), (#"{"simulation": {"regime_minutes": 0}}"#, "simulation.regime_minutes"),
    ] {
      let error = try await refusal(text)
      #expect(error.code == "config.out_of_range" && error.message.contains(key) && error.message.contains("…"), "\(text): \(error)")
      #expect(error.hint?.contains("FRIDAY_") == true)
    }
  }

  @Test("What is no JSON is named by its line, a missing file by its path")
  func unreadable() async throws {
    let error = try await refusal("{\n  \"data\": \"x\",\n  \"listen\": }\n")
    #expect(error.code == "config.not_json" && error.message.contains("line 3") && error.exitCode == .badConfiguration)
    #expect(try await refusal("").code == "config.not_json")
    #expect(try await refusal("[]").code == "config.not_json")
    let deep = try await refusal(String(repeating: #"{"a":"#, count: 50) + "1" + String(repeating: "}", count: 50))
    #expect(deep.code == "config.not_json")
    await #expect(throws: Diagnostic.self) { try await Settings.read(path: "/nowhere/config.json") }
  }
}
