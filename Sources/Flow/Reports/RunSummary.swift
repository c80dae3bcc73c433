public import Domain

/// What a run amounted to: the values of `friday run`'s closing document.
public struct RunSummary: Sendable, Hashable {
  /// Seconds of a latency's quantiles; nil where nothing was measured.
  public struct Latency: Sendable, Hashable {
    /// Median.
    public var p50: Double?
    /// 99 %.
    public var p99: Double?
    /// 99.9 %.
    public var p999: Double?
    /// Largest.
    public var max: Double?

    /// Quantiles in seconds.
    public init(p50: Double? = nil, p99: Double? = nil, p999: Double? = nil, max: Double? = nil) {
      self.p50 = p50
      self.p99 = p99
      self.p999 = p999
      self.max = max
    }
  }

  /// Counts of the account's reconciliation.
  public struct Books: Sendable, Hashable {
    /// Reconciliations run.
    public var checks: Int
    /// Differences found.
    public var discrepancies: Int
    /// Differences mended.
    public var corrected: Int
    /// Differences that still stand.
    public var open: Int

    /// Counts of a run.
    public init(checks: Int, discrepancies: Int, corrected: Int, open: Int) {
      self.checks = checks
      self.discrepancies = discrepancies
      self.corrected = corrected
      self.open = open
    }
  }

  /// Ticks taken in.
  public var ticks: UInt64 = 0
  /// Predictions made.
  public var predictions: UInt64 = 0
  /// Predictions joined with what became of them.
  public var outcomes: UInt64 = 0
  /// Predictions whose horizon passes the end.
  public var outcomesPending: UInt64 = 0
  /// Outcomes that came too late to be joined.
  public var outcomesLate: UInt64 = 0
  /// Predictions whose outcome cannot be known.
  public var outcomesMissing: UInt64 = 0
  /// Binary records in the journal.
  public var recordsJournaled: UInt64 = 0
  /// Line-protocol points in the journal.
  public var pointsJournaled: UInt64 = 0
  /// Points the database took; this and the next two are nil without a configured InfluxDB.
  public var pointsUploaded: UInt64?
  /// Tick points the database took.
  public var ticksUploaded: UInt64?
  /// Prediction points the database took.
  public var predictionsUploaded: UInt64?
  /// Checks the monitors made.
  public var driftChecks: UInt64 = 0
  /// The alarms, oldest first.
  public var alarms: [DriftVerdict] = []
  /// Alarms raised in all, when ``alarms`` holds only the latest; nil when it holds every one.
  public var alarmsTotal: UInt64?
  /// nil at `--speed max`, where it means nothing.
  public var tickToPrediction: Latency?
  /// nil without an account.
  public var orderUpdate: Latency?
  /// Tick to prediction from taking up the frame; nil without a tick.
  public var service: Latency?
  /// The same on the thread's CPU clock.
  public var cpu: Latency?
  /// nil without an account.
  public var reconciliation: Books?
  /// Models in use at the end, champion first.
  public var models: [ModelVersion] = []
  /// Sets of models taken while it ran.
  public var modelSwaps: UInt64 = 0
  /// What the models in use at the end have done, champion first.
  public var modelScores: [ModelScore] = []
  /// Seconds from start to end.
  public var wallSeconds = 0.0
  /// Seed of the simulated market; nil in a replay or on a real one.
  public var seed: UInt64?
  /// Ended by a signal before its end?
  public var interrupted = false

  /// A run in which nothing happened yet.
  public init() {}
}
