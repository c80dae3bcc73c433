public import Domain
internal import Statistics

/// One stream of a ``DriftMonitor``: its reference, its filter, and the bets on it.
public struct MonitoredStream: Sendable {
  /// What a stream is.
  public struct Name: Hashable, Sendable, Codable {
    /// The feature or metric.
    public var metric: String
    /// What its drift means.
    public var kind: DriftVerdict.Kind

    /// A stream's metric and kind.
    public init(_ metric: String, _ kind: DriftVerdict.Kind = .data) {
      self.metric = metric
      self.kind = kind
    }
  }

  let name: Name
  var reference: [Double] = []
  var baseline = 0.0
  var filter: AutoregressiveFilter?
  var blockSum = 0.0
  var blockCount = 0
  /// How far the latest values are from the reference, for the severity.
  var sliding: SlidingKS?
  var recent: [Double] = []
  var recentPlace = 0
  var detector: ConformalDetector?
  var ranks: ReferenceRanks?
  var level = SimpleJumper()
  var spread = SimpleJumper()
  var stretch = 0
  var dice: SplitMix
  var advisors: [any DriftDetector]

  init(_ name: Name, seed: UInt64, advisors: [any DriftDetector], configuration: DriftMonitorConfiguration) {
    self.name = name
    dice = SplitMix(seed: seed)
    self.advisors = advisors
    reference.reserveCapacity(configuration.reference)
    recent.reserveCapacity(configuration.window)
  }

  /// Mean of the latest values.
  var current: Double { recent.isEmpty ? baseline : recent.reduce(0, +) / Double(recent.count) }

  /// Keeps a raw value for the size of a drift.
  mutating func remember(_ value: Double, window: Int) {
    sliding?.update(value)
    if recent.count < window {
      recent.append(value)
    } else {
      recent[recentPlace] = value
      recentPlace = recentPlace + 1 == window ? 0 : recentPlace + 1
    }
  }
}
