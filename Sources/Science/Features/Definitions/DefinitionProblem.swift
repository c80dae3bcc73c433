internal import Domain

/// One thing that is wrong with a definitions file.
public struct DefinitionProblem: Hashable, Sendable, CustomStringConvertible {
  /// Where: `features.rsi_14.parameters.perod`.
  public var path: String
  /// Line from 1; 0 where there is no file.
  public var line: Int
  /// What is wrong, as the end of a sentence: `is unknown (did you mean "period"?)`.
  public var reason: String

  /// A problem from its parts.
  public init(path: String, line: Int, reason: String) {
    self.path = path
    self.line = line
    self.reason = reason
  }

  public var description: String { (line > 0 ? "line \(line): " : "") + "\(path) \(reason)" }

  /// All problems of a file as one error.
  static func diagnostic(_ problems: [DefinitionProblem], file: String) -> Diagnostic {
    Diagnostic(
      code: "features.definitions", exitCode: .badConfiguration,
      message: "\(file) has \(problems.count) problem\(problems.count == 1 ? "" : "s"): " + problems.map(\.description).joined(separator: "; "),
      hint: "friday features list names every calculator with its parameters and outputs")
  }
}
