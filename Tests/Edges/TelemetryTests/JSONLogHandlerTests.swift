import Domain
import Foundation
import Logging
import Telemetry
import Testing

@Suite("JSON log lines")
struct JSONLogHandlerTests {
  /// Prints as a secret does, whatever it holds.
  private struct Sealed: CustomStringConvertible, Sendable {
    var value: String
    var description: String { "•••" }
  }

  private func logger(_ lines: LogLines, level: Logger.Level = .trace) -> Logger {
    Logger(label: "friday.test") { label in
      JSONLogHandler(label: label, level: level, sink: lines) { Timestamp(nanoseconds: 1_767_225_600_000_001_000) }
    }
  }

  @Test("is one object with time, level, label and message")
  func plain() {
    let lines = LogLines()
    logger(lines).info("connected")
    #expect(lines.all == [#"{"ts":"2026-01-01T00:00:00.000001Z","level":"info","label":"friday.test","message":"connected"}"# + "\n"])
  }

  @Test("sorts metadata, keeps nesting, and lets the event's own win over the logger's")
  func metadata() {
    let lines = LogLines()
    var logger = logger(lines)
    logger[metadataKey: "flow"] = "1"
    logger[metadataKey: "a"] = "from the logger"
    logger.error("m", metadata: ["z": ["b", ["k": "v"]], "a": "from the event", "number": "\(12)"])
    #expect(lines.all[0].hasSuffix(#""metadata":{"a":"from the event","flow":"1","number":"12","z":["b",{"k":"v"}]}}"# + "\n"))
  }

  @Test("stays one valid JSON line whatever the text holds", arguments: ["a\nb\r\t", "\"quoted\" \\ back", "\u{0}\u{1b}[31m", "ü💥", ""])
  func valid(text: String) throws {
    let lines = LogLines()
    logger(lines).warning("\(text)", metadata: ["\(text)": "\(text)"])
    let line = try #require(lines.all.first)
    #expect(line.utf8.count { $0 == 10 } == 1 && line.hasSuffix("\n"))
    let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["message"] as? String == text)
    #expect((object["metadata"] as? [String: String]) == [text: text])
  }

  @Test("prints no secret, by its type or by its key, also nested")
  func secrets() {
    let lines = LogLines()
    logger(lines).info(
      "signed in",
      metadata: [
        "sealed": .stringConvertible(Sealed(value: "hunter2")), "API_Key": "hunter2", "influx.token": "hunter2",
        "request": ["Authorization": "hunter2", "all": [["password": "hunter2"]]],
      ])
    #expect(!lines.all[0].contains("hunter2"))
    #expect(lines.all[0].ranges(of: "•••").count == 5)
  }

  @Test("prints the error that came with the event")
  func error() {
    let lines = LogLines()
    logger(lines).error("failed", error: Diagnostic(code: "c", exitCode: .no, message: "why", hint: "how"))
    #expect(lines.all[0].contains(#""error":"error: why\nhint: how""#))
  }

  @Test("cuts a string that is too long and nesting that is too deep")
  func bounds() throws {
    let lines = LogLines()
    var deep: Logger.MetadataValue = "bottom"
    for _ in 0..<50 { deep = ["down": deep] }
    logger(lines).info("\(String(repeating: "ü", count: 100_000))", metadata: ["deep": deep])
    #expect(lines.all[0].utf8.count < JSONLogHandler.maximumStringBytes + 400)
    #expect(lines.all[0].contains("…") && !lines.all[0].contains("bottom"))
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(lines.all[0].utf8)) }
  }

  @Test("prints nothing below its level")
  func levels() {
    let lines = LogLines()
    let logger = logger(lines, level: .warning)
    logger.info("quiet")
    logger.warning("loud")
    #expect(lines.all.count == 1)
  }

  @Test("stamps lines with the wall clock of now")
  func clock() {
    let before = Date.now.timeIntervalSince1970
    let stamp = Double(JSONLogHandler.wallClock().nanoseconds) / 1e9
    #expect(abs(stamp - before) < 5)
  }
}
