/// An error a person can act on: what happened, where, why, and one thing to do.
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// Bounded word for metric labels and `--json`: `csv.ragged_row`, `journal.checksum`.
  public var code: String
  public var exitCode: ExitCode
  /// What, where and why, in one sentence that names file, line or offset.
  public var message: String
  /// How to mend it.
  public var hint: String?

  public init(code: String, exitCode: ExitCode, message: String, hint: String? = nil) {
    self.code = code
    self.exitCode = exitCode
    self.message = message
    self.hint = hint
  }

  public var description: String {
    if let hint { "error: \(message)\nhint: \(hint)" } else { "error: \(message)" }
  }
}
