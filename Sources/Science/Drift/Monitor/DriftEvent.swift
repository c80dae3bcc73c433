public import Domain

/// One drift found, as it is stored and acted upon (row ML-23).
public struct DriftEvent: Hashable, Sendable, Codable {
  /// What to do about it.
  public enum Recommendation: String, Hashable, Sendable, Codable, CaseIterable {
    case retrainImmediately = "RETRAIN_IMMEDIATELY"
    case scheduleRetraining = "SCHEDULE_RETRAINING"
    case monitor = "MONITOR"

    /// ```text
    /// critical: retrain at once      high: schedule a retraining      medium, low, or not significant: go on watching
    /// ```
    public init(_ severity: Severity, isSignificant: Bool) {
      switch severity {
      case .critical where isSignificant: self = .retrainImmediately
      case .high where isSignificant: self = .scheduleRetraining
      default: self = .monitor
      }
    }
  }

  /// The model watched.
  public var model: String
  /// Data, concept, prediction or performance.
  public var kind: DriftVerdict.Kind
  /// The feature or metric.
  public var metric: String
  /// The detector that spoke, with all parameters.
  public var detector: String
  /// Mean of the reference.
  public var baseline: Double
  /// Mean of the latest values.
  public var current: Double
  /// The statistic that crossed, an e-value or e-detector's statistic.
  public var score: Double
  /// What it had to reach.
  public var threshold: Double
  /// Kolmogorov–Smirnov distance of the latest values to the reference; nil where there are too few.
  public var distance: Double?
  /// Does the stated guarantee cover it? False for advisors.
  public var isSignificant: Bool
  /// How big it is, by ``DriftSeverity/kolmogorovSmirnov(_:)``.
  public var severity: Severity
  /// What to do.
  public var recommendation: Recommendation
  /// Why, in one sentence with its numbers.
  public var details: String
  /// The error rate it is given under, in one sentence.
  public var guarantee: String
  /// When.
  public var time: Timestamp
}
