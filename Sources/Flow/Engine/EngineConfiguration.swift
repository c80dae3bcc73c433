public import Drift
public import Features
public import Inference
public import Training

/// Everything a ``TickPipeline`` is told once.
public struct EngineConfiguration: Sendable {
  /// One line that says where ticks come from.
  public var source: String
  public var features: FeatureSet
  /// Where each market's features go on, by symbol; those without one start anew.
  public var featureSnapshots: [String: FeatureSnapshot]
  /// The champion at the start.
  public var model: PredictionModel
  /// The challengers at the start, at most ``ModelSet/maximumChallengers``.
  public var challengers: [PredictionModel]
  public var label: LabelDefinition
  public var drift: LiveDriftConfiguration
  /// What every champion's prediction is held against before anybody acts on it.
  public var signals: SignalRules
  /// `nil` sends no orders.
  public var strategy: PaperStrategy.Parameters?
  /// Whose books these are.
  public var account: String
  /// A feature row of a symbol becomes a point at most this often in event time.
  public var featurePointSpacing: Int64
  /// Event time between two reconciliations.
  public var reconciliationPeriod: Int64
  /// Predictions of one instrument that may wait for their outcome; as many of all its challengers together.
  public var pendingOutcomes: Int
  /// `false` when the source sends as fast as it can: queueing then says nothing.
  public var measuresQueueing: Bool
  /// Distinguishes the orders of this run: at most eight ASCII characters.
  public var orderPrefix: String

  public init(
    source: String, features: FeatureSet, featureSnapshots: [String: FeatureSnapshot] = [:], model: PredictionModel, challengers: [PredictionModel] = [], label: LabelDefinition,
    drift: LiveDriftConfiguration, signals: SignalRules = SignalRules(), strategy: PaperStrategy.Parameters?, account: String, featurePointSpacing: Int64 = 1_000_000_000,
    reconciliationPeriod: Int64 = 3_600_000_000_000, pendingOutcomes: Int = 1 << 22, measuresQueueing: Bool, orderPrefix: String
  ) {
    precondition(orderPrefix.utf8.count <= 8, "a client order id holds 18 characters, 8 of them prefix")
    self.source = source
    self.features = features
    self.featureSnapshots = featureSnapshots
    self.model = model
    self.challengers = challengers
    self.label = label
    self.drift = drift
    self.signals = signals
    self.strategy = strategy
    self.account = account
    self.featurePointSpacing = featurePointSpacing
    self.reconciliationPeriod = reconciliationPeriod
    self.pendingOutcomes = pendingOutcomes
    self.measuresQueueing = measuresQueueing
    self.orderPrefix = orderPrefix
  }
}
