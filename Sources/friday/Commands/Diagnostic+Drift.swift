import Domain
import Drift

extension Diagnostic {
  /// Runs what may fail with a drift error, and says it as a person can act on.
  static func from<Result>(_ body: () throws(DriftError) -> Result) throws(Diagnostic) -> Result {
    do { return try body() } catch { throw error.diagnostic }
  }
}
