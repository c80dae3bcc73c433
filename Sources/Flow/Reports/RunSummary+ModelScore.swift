public import Domain

extension RunSummary {
  /// What one model has done in a run.
  public struct ModelScore: Sendable, Hashable {
    public var version: ModelVersion
    public var predictions: UInt64
    public var outcomes: UInt64
    /// Mean (p − y)² over its outcomes; `nil` before the first.
    public var brier: Double?

    /// A score from its parts.
    public init(version: ModelVersion, predictions: UInt64, outcomes: UInt64, brier: Double?) {
      self.version = version
      self.predictions = predictions
      self.outcomes = outcomes
      self.brier = brier
    }
  }
}
