/// What the program's exit codes mean (sysexits where one fits).
public enum ExitCode: Int32, Sendable, CaseIterable {
  case success = 0
  /// The answer is no: drifted, not equal, not ready.
  case no = 1
  case usage = 64
  case badData = 65
  case unavailable = 69
  case badConfiguration = 78
  case interrupted = 130
}
