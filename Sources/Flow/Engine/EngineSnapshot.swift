public import Domain

/// What the engine looks like at one moment: the one value that dashboard, API, metrics and summary read.
public struct EngineSnapshot: Sendable, Codable {
  /// One market.
  public struct Market: Sendable, Codable {
    public var symbol: String
    /// `nil` until known; the probability also while the latest prediction is blocked.
    public var bid: Double?
    public var ask: Double?
    public var last: Double?
    public var probability: Double?
    public var ticks: UInt64
    public var predictions: UInt64
    /// Event time of the latest tick.
    public var time: Timestamp?
    /// Names and values; missing features are `nil`.
    public var features: [Feature]
    /// Values left out of vectors so far because what they are computed on was too old.
    public var staleValues: UInt64

    public init(symbol: String) {
      self.symbol = symbol
      ticks = 0
      predictions = 0
      features = []
      staleValues = 0
    }
  }

  /// One column with its latest value; `nil` while it is missing or stale.
  public struct Feature: Sendable, Codable {
    public var name: String
    public var value: Double?
    /// Event time at which its input was last observed; `nil` for never.
    public var observed: Timestamp?
    /// Its input is older than the definition allows: the value is withheld, not shown as new.
    public var isStale: Bool
    public init(name: String, value: Double?, observed: Timestamp? = nil, isStale: Bool = false) {
      self.name = name
      self.value = value
      self.observed = observed
      self.isStale = isStale
    }
  }

  /// Seconds; `nil` where nothing was measured.
  public struct Latency: Sendable, Codable {
    public var p50: Double?
    public var p99: Double?
    public var p999: Double?
    public var max: Double?
    public init(p50: Double? = nil, p99: Double? = nil, p999: Double? = nil, max: Double? = nil) {
      self.p50 = p50
      self.p99 = p99
      self.p999 = p999
      self.max = max
    }
  }

  /// How one model of the serving set does, counted over the run as champion and as challenger.
  public struct ModelScore: Sendable, Codable {
    public var version: ModelVersion
    public var predictions: UInt64
    /// Predictions joined with what became of them.
    public var outcomes: UInt64
    /// Predictions that never get an outcome.
    public var missing: UInt64
    /// Mean (p − y)² over its outcomes; `nil` before the first.
    public var brier: Double?
    public init(version: ModelVersion, predictions: UInt64 = 0, outcomes: UInt64 = 0, missing: UInt64 = 0, brier: Double? = nil) {
      self.version = version
      self.predictions = predictions
      self.outcomes = outcomes
      self.missing = missing
      self.brier = brier
    }
  }

  /// The paper or real account.
  public struct Account: Sendable, Codable {
    public var name: String
    public var orders: UInt64
    public var fills: UInt64
    public var balances: [AssetBalance]
    public var checks: Int
    public var discrepancies: Int
    public var corrected: Int
    public var open: Int
    public var lastStatus: String?
    public var lastTime: Timestamp?
    public init(name: String) {
      self.name = name
      orders = 0
      fills = 0
      balances = []
      checks = 0
      discrepancies = 0
      corrected = 0
      open = 0
    }
  }

  public var startedAt: Timestamp
  /// Where the ticks come from, in one line: `simulated market, seed 1, 20×`.
  public var source: String
  public var connected: Bool
  public var frames: UInt64
  public var framesUnknown: UInt64
  public var framesMalformed: UInt64
  public var checksumMismatches: UInt64
  public var resyncs: UInt64
  public var reconnects: UInt64
  public var ticks: UInt64
  public var predictions: UInt64
  /// The champion's predictions that were no probability: recorded, not acted on.
  public var predictionsBlocked: UInt64
  /// Those the ``SignalRules`` warned of.
  public var predictionsDoubtful: UInt64
  public var outcomes: UInt64
  public var outcomesHappened: UInt64
  public var outcomesLate: UInt64
  public var outcomesMissing: UInt64
  public var outcomesPending: UInt64
  /// Event time at which the oldest pending prediction's horizon passes; `nil` when none is pending or nobody told.
  public var nextHorizon: Timestamp?
  /// Mean (p − y)² over all outcomes; `nil` before the first.
  public var brierScore: Double?
  public var driftChecks: UInt64
  public var driftAlarms: UInt64
  /// The latest alarms, newest first, at most 50.
  public var alarms: [DriftVerdict]
  /// The latest verdict of each monitored feature and test, drifted or not.
  public var verdicts: [DriftVerdict]
  public var journalRecords: UInt64
  public var journalPoints: UInt64
  /// `nil` without a configured InfluxDB.
  public var pointsUploaded: UInt64?
  /// tick → prediction, queueing included; `nil` when it means nothing (`--speed max`).
  public var tickToPrediction: Latency?
  public var service: Latency
  /// From taking up a frame to the prediction on the thread's own clock; of every 17th tick.
  public var cpu: Latency
  /// The models that score, champion first.
  public var models: [ModelVersion]
  /// The champion's own score: ``brierScore`` and ``outcomes`` count every champion of the run.
  public var champion: ModelScore?
  public var challengers: [ModelScore]
  /// Sets of models taken while running.
  public var modelSwaps: UInt64
  /// Published sets that the engine could not take: more new versions than it has indices for.
  public var modelSetsRefused: UInt64
  public var markets: [Market]
  public var account: Account?
  /// Why the engine stopped taking ticks, if it did.
  public var failure: String?

  public init(startedAt: Timestamp, source: String) {
    self.startedAt = startedAt
    self.source = source
    connected = false
    frames = 0
    framesUnknown = 0
    framesMalformed = 0
    checksumMismatches = 0
    resyncs = 0
    reconnects = 0
    ticks = 0
    predictions = 0
    predictionsBlocked = 0
    predictionsDoubtful = 0
    outcomes = 0
    outcomesHappened = 0
    outcomesLate = 0
    outcomesMissing = 0
    outcomesPending = 0
    driftChecks = 0
    driftAlarms = 0
    alarms = []
    verdicts = []
    journalRecords = 0
    journalPoints = 0
    service = Latency()
    cpu = Latency()
    models = []
    challengers = []
    modelSwaps = 0
    modelSetsRefused = 0
    markets = []
  }
}
