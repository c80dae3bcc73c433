/// Why and how strictly a reconciliation runs (row RC-10).
public enum ReconciliationStrategy: String, Sendable, CaseIterable {
  /// All balances, small differences corrected: at start and on demand.
  case full
  /// The same on its period.
  case scheduled
  /// Between two scheduled ones; corrects nothing, since fills may be on their way.
  case realTime = "real_time"
  /// After a fault; a person decides.
  case emergency

  /// May small differences be booked away? Not in `real_time` and `emergency` (row RC-07).
  public var allowsCorrection: Bool { self == .full || self == .scheduled }
}
