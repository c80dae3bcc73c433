import Domain
import Journal

extension SyncPolicy {
  /// Reads `every-batch`, `never` or a time.
  init(setting text: String) throws(Diagnostic) {
    switch text {
    case "every-batch": self = .everyBatch
    case "never": self = .never
    default:
      guard let span = TimeSpan(argument: text), case let milliseconds = span.nanoseconds / 1_000_000, (1...3_600_000).contains(milliseconds) else {
        throw Diagnostic(
          code: "config.journal_sync", exitCode: .badConfiguration, message: "journal.sync is \"\(text)\", which is no policy",
          hint: "write every-batch, never, or a time between 1ms and 1h such as 100ms")
      }
      self = .every(milliseconds: Int(milliseconds))
    }
  }
}
