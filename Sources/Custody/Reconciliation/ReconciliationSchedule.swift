public import Domain

/// When to reconcile: at start, every period of event time, sooner after a failure; and whom to tell.
///
/// ```text
/// idle ──poll, due──▶ running ──finished──▶ idle          running ──poll, limit passed──▶ timedOut, idle
/// ```
///
/// A decision: it asks for nothing itself. The caller polls with the time of each event and performs the action. A run falls due in event time, so that
/// a replay reconciles where the recording did; an answer and the pause after a failure are waited for in elapsed time, because the exchange answers
/// in seconds, however fast a recording passes by.
///
/// Source: rows RC-01, RC-11, RC-14.
public struct ReconciliationSchedule: Sendable {
  /// What the caller is to do.
  public enum Action: Hashable, Sendable {
    case none
    /// Ask for the exchange's balances and compare.
    case start(ReconciliationStrategy)
    /// The answer did not come: give the run up and report the failure.
    case timedOut
  }

  /// What a person should see.
  public struct Alert: Hashable, Sendable {
    public var severity: Severity
    /// Bounded: `reconciliation.` + `failed`, `failing`, `critical`, `review`, `partial` or `corrected`.
    public var code: String
    public var message: String
  }

  /// Event time between two runs, ns.
  public let period: Int64
  /// Elapsed time until the next try after a failure, ns.
  public let retry: UInt64
  /// Elapsed time that an answer may take, ns.
  public let limit: UInt64
  /// Failures in a row after which the alert says that it keeps failing.
  public let alarmAfter: Int
  /// Failures since the last run that was none.
  public private(set) var consecutiveFailures = 0
  /// Runs finished, failures included.
  public private(set) var runs = 0

  private var next: Timestamp?
  private var startedAt: Timestamp?
  /// Elapsed time at which the run under way was started.
  private var asked: UInt64 = 0
  /// Elapsed time before which a failed run is not repeated.
  private var notBefore: UInt64?

  /// - Parameters: nanoseconds, all above 0. Defaults: an hour, a minute, half a minute, three failures.
  public init(period: Int64 = 3_600_000_000_000, retry: UInt64 = 60_000_000_000, limit: UInt64 = 30_000_000_000, alarmAfter: Int = 3) {
    precondition(period > 0 && retry > 0 && limit > 0 && alarmAfter > 0, "spans and counts are above 0")
    self.period = period
    self.retry = retry
    self.limit = limit
    self.alarmAfter = alarmAfter
  }

  /// Is a run under way?
  public var isRunning: Bool { startedAt != nil }

  /// Decides at this event time. The first call is the start.
  ///
  /// - Parameter elapsed: monotonic nanoseconds, read only while an answer or a pause is waited for, or a run starts.
  public mutating func poll(at now: Timestamp, elapsed: () -> UInt64) -> Action {
    if startedAt != nil { return elapsed() >= asked + limit ? .timedOut : .none }
    if let notBefore {
      guard elapsed() >= notBefore else { return .none }
    } else if let next, now < next {
      return .none
    }
    notBefore = nil
    startedAt = now
    asked = elapsed()
    return .start(runs == 0 ? .full : .scheduled)
  }

  /// Takes a run's report, plans the next one and says what a person should see; a clean run is silent.
  ///
  /// The next run stands a period after the start of this one; after a failure it stands `retry` of elapsed time after now.
  ///
  /// ```text
  /// failed                    critical   (its code says `failing` from `alarmAfter` in a row on)
  /// a critical discrepancy    critical
  /// something left to review  high
  /// anything else found       medium
  /// ```
  public mutating func finished(_ report: ReconciliationReport, at now: Timestamp, elapsed: () -> UInt64) -> Alert? {
    let started = startedAt ?? now
    startedAt = nil
    runs += 1
    if report.status == .failed {
      consecutiveFailures += 1
      notBefore = elapsed() + retry
      let reason = report.errors.first ?? "no reason given"
      if consecutiveFailures >= alarmAfter {
        return Alert(
          severity: .critical, code: "reconciliation.failing", message: "reconciliation failed \(consecutiveFailures) times in a row: \(reason)")
      }
      return Alert(severity: .critical, code: "reconciliation.failed", message: "reconciliation failed: \(reason)")
    }
    consecutiveFailures = 0
    next = started.adding(nanoseconds: period)
    let found = report.discrepancies
    let assets = found.map(\.asset).joined(separator: ", ")
    if found.contains(where: { $0.severity == .critical }) {
      return Alert(severity: .critical, code: "reconciliation.critical", message: "books and exchange differ critically in \(assets)")
    }
    if report.manualReview > 0 {
      return Alert(severity: .high, code: "reconciliation.review", message: "\(report.manualReview) differences wait for review: \(assets)")
    }
    if !report.errors.isEmpty {
      return Alert(severity: .medium, code: "reconciliation.partial", message: "reconciliation was partial: \(report.errors[0])")
    }
    guard !found.isEmpty else { return nil }
    return Alert(severity: .medium, code: "reconciliation.corrected", message: "\(report.corrected) small differences corrected: \(assets)")
  }
}
