public import Domain
import Drift
import Features
import Inference
import Kernels
public import Ports
import Reconciliation
import Statistics
import Training

/// The engine's path: tick → journal → features → journal → prediction → journal → signal rules, outcome, drift, strategy.
///
/// One instance serves one feed and lives on that feed's thread; it is never shared. It reads no clock and touches no file:
/// time comes with the events, records leave through ``Records``, latency is read from ``Clock``. The same calls in the same order
/// give the same predictions, bit for bit. Other threads read the ``SnapshotBoard``.
///
/// The models change while it runs: a ``ModelPublisher`` hands over a ``ModelSet``, which is taken between two ticks. The champion's
/// prediction comes first and is acted on; challengers score the same features behind it.
///
/// Every record is appended before the stage behind it runs; when the journal refuses a record the engine stops taking ticks and
/// keeps the reason in ``failure``, because a prediction that was not recorded must not be acted on.
public final class TickPipeline<Records: RecordSink, Clock: LatencyClock>: MarketSink, AccountSink {
  let configuration: EngineConfiguration
  let records: Records
  let clock: Clock
  let gateway: (any OrderGateway)?
  let bookkeeping: (any BookkeepingSink)?
  let latestStore: (any LatestStore)?
  let board: SnapshotBoard
  let alerts: (any AlertSink)?
  let onFailure: (Diagnostic) -> Void
  let publisher: ModelPublisher?
  let mailbox: Mailbox<ModelIssue>

  /// The set that scores, and the index of each of its models in the journal.
  var models: ModelSet
  var modelIndices: ModelRoster.Indices
  var roster = ModelRoster()
  var lanes: [InstrumentLane] = []
  var laneBySymbol: [String: Int] = [:]
  var ledger: Ledger
  var ledgerIsOpen: Bool
  var matcher = BalanceMatcher()
  var schedule: ReconciliationSchedule
  /// `nil` when the rules ask for no calm market, or the features do not show one.
  let volatility: MarketVolatility?
  var strategy = ReconciliationStrategy.full
  /// Event time of the latest tick of any instrument.
  var eventTime: Timestamp?

  /// Why the engine stopped taking ticks, if it did.
  public internal(set) var failure: Diagnostic?
  var snapshot: EngineSnapshot
  var verdictBuffer: [DriftVerdict] = []
  /// Has a lane a verdict that the snapshot lacks?
  var verdictsChanged = false
  var queueing = LatencyHistogram()
  var service = LatencyHistogram()
  var cpu = LatencyHistogram()
  var ticksToSample = 0
  var swaps: UInt64 = 0
  var orderCount: UInt64 = 0

  /// - Parameters:
  ///   - ledgerEntries: the account's books as they were kept.
  ///   - models: who may bring other models while it runs; `nil` keeps those of the configuration.
  ///   - onFailure: called once, on the feed's thread, when the journal or the bookkeeping refuses.
  public init(
    configuration: EngineConfiguration, records: Records, clock: Clock, ledgerEntries: [LedgerEntry], gateway: (any OrderGateway)?,
    bookkeeping: (any BookkeepingSink)?, latestStore: (any LatestStore)?, board: SnapshotBoard, alerts: (any AlertSink)?,
    models publisher: ModelPublisher? = nil, onFailure: @escaping (Diagnostic) -> Void
  ) throws(Diagnostic) {
    self.configuration = configuration
    self.records = records
    self.clock = clock
    self.gateway = gateway
    self.bookkeeping = bookkeeping
    self.latestStore = latestStore
    self.board = board
    self.alerts = alerts
    self.onFailure = onFailure
    self.publisher = publisher
    mailbox = publisher?.mailbox ?? Mailbox()
    models = try ModelSet(loaded: configuration.model, challengers: configuration.challengers, label: configuration.label)
    guard let indices = roster.assign(models.versions) else { preconditionFailure("an empty roster has room for a set") }
    modelIndices = indices
    ledger = Ledger(account: configuration.account, entries: ledgerEntries)
    ledgerIsOpen = !ledgerEntries.isEmpty
    schedule = ReconciliationSchedule(period: configuration.reconciliationPeriod)
    volatility = configuration.signals.parameters.calmVolatility > 0 ? MarketVolatility(configuration.features) : nil
    snapshot = board.snapshot
    snapshot.source = configuration.source
    snapshot.models = models.versions
    snapshot.account = EngineSnapshot.Account(name: configuration.account)
    verdictBuffer.reserveCapacity(64)
    try state(models.versions, modelIndices)
  }

  /// Runs a stage that appends records; the first refusal stops the engine.
  @inline(__always) func recording(_ stage: () throws(Diagnostic) -> Void) -> Bool {
    do {
      try stage()
      return true
    } catch {
      stop(error)
      return false
    }
  }

  func stop(_ reason: Diagnostic) {
    guard failure == nil else { return }
    failure = reason
    snapshot.failure = reason.message
    onFailure(reason)
  }
}
