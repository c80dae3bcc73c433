public import Domain
public import Logging

/// Log levels as a person writes them.
public enum LogLevel {
  /// The words, quietest last.
  public static let names = Logger.Level.allCases.map(\.rawValue)

  /// Reads a level; case does not matter, `warn` and `fatal` are understood.
  ///
  /// - Throws: a `Diagnostic` with exit code 78 that lists the levels.
  public static func parse(_ text: String) throws(Diagnostic) -> Logger.Level {
    switch text.lowercased() {
    case "warn": return .warning
    case "fatal": return .critical
    case let word:
      if let level = Logger.Level(rawValue: word) { return level }
    }
    throw Diagnostic(
      code: "log.level", exitCode: .badConfiguration, message: "\"\(text)\" is no log level",
      hint: "use one of \(names.joined(separator: ", "))")
  }
}
