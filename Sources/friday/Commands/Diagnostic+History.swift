import Domain
import Drift

extension Diagnostic {
  /// Runs what may fail with a history error, and says it as a person can act on.
  static func fromHistory<Result>(_ body: () throws(HistoryError) -> Result) throws(Diagnostic) -> Result {
    do { return try body() } catch { throw error.diagnostic }
  }
}
