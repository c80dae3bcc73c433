import Domain
import Logging
import Telemetry
import Testing

@Suite("Log levels")
struct LogLevelTests {
  @Test("reads every level in any case, and the words other programs use")
  func reads() throws {
    for level in Logger.Level.allCases {
      #expect(try LogLevel.parse(level.rawValue) == level)
      #expect(try LogLevel.parse(level.rawValue.uppercased()) == level)
    }
    #expect(try LogLevel.parse("WARN") == .warning)
    #expect(try LogLevel.parse("fatal") == .critical)
  }

  @Test("refuses another word and lists the levels", arguments: ["", "loud", "info "])
  func refuses(text: String) throws {
    let diagnostic = try #require(throws: Diagnostic.self) { try LogLevel.parse(text) }
    #expect(diagnostic.exitCode == .badConfiguration)
    #expect(diagnostic.message.contains("\"\(text)\""))
    #expect(diagnostic.hint?.contains("trace, debug, info, notice, warning, error, critical") == true)
  }
}
