/// What a ``LiveDriftMonitor`` looks at, how often, and at which error rate.
public struct LiveDriftConfiguration: Hashable, Sendable, Codable {
  /// Event time between two sampled rows, ns.
  public var spacing: Int64 = 1_000_000_000
  /// Event time after the first vector before rows are taken, ns: operators that look back settle first.
  public var warmUp: Int64 = 60_000_000_000
  /// Rows of the reference window, frozen once full.
  public var referenceCount = 600
  /// Rows of the tumbling current window.
  public var currentCount = 300
  /// Expected false alarms a symbol over the whole run: eight tenths for the features, a tenth each for error and prediction.
  public var alpha = 0.05
  /// Least KS distance that counts as drift.
  public var minimumDistance = 0.1
  /// Least PSI that counts as drift.
  public var minimumStabilityIndex = 0.1
  /// Fewest independent values (n/τ) of a window for a KS p-value.
  public var minimumEffectiveCount = 8.0
  /// Event time over which squared errors and probabilities are averaged before ADWIN sees them, ns. Labels of overlapping horizons share most of their
  /// future: a block as long as the horizon leaves little of that dependence.
  public var outcomeBlock: Int64 = 300_000_000_000

  /// The defaults.
  public init() {}

  /// Traps on values that mean nothing: they are a programmer's error here, refused at the configuration's door.
  func check() {
    precondition(spacing > 0 && warmUp >= 0 && outcomeBlock > 0, "spans of time are positive")
    precondition((30...100_000).contains(referenceCount) && (30...100_000).contains(currentCount), "windows hold 30…100,000 rows")
    precondition(alpha > 0 && alpha < 1, "a level lies in 0…1")
    precondition(minimumDistance >= 0 && minimumStabilityIndex >= 0 && minimumEffectiveCount >= 1, "floors are not negative")
  }
}
