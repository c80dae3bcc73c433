import Domain
import Testing

@testable import Reconciliation

@Suite("the reconciliation schedule") struct ReconciliationScheduleTests {
  static let hour: Int64 = 3_600_000_000_000
  static func at(_ minutes: Int64) -> Timestamp { Timestamp(seconds: minutes * 60) }
  /// Elapsed time as a clock that was read once.
  static func after(_ seconds: UInt64) -> () -> UInt64 { { seconds * 1_000_000_000 } }

  static func report(_ status: ReconciliationReport.Status, _ severities: [Severity] = [], review: Int = 0) -> ReconciliationReport {
    ReconciliationReport(
      id: "R", account: "a", strategy: "full", time: at(0), status: status, checked: 1,
      discrepancies: severities.map {
        ReconciliationReport.Discrepancy(kind: .balanceMismatch, asset: "BTC", internalAmount: .zero, exchangeAmount: .zero, severity: $0)
      }, corrected: severities.count - review, manualReview: review, errors: status == .failed ? ["no answer"] : [])
  }

  @Test("runs at start, then once a period of event time")
  func periods() {
    var schedule = ReconciliationSchedule()
    #expect(schedule.poll(at: Self.at(0), elapsed: Self.after(0)) == .start(.full))
    #expect(schedule.poll(at: Self.at(1), elapsed: Self.after(0)) == .none)
    #expect(schedule.finished(Self.report(.success), at: Self.at(1), elapsed: Self.after(0)) == nil)
    var started: [Int64] = []
    for minute in Int64(1)...300 {
      if schedule.poll(at: Self.at(minute), elapsed: Self.after(0)) == .start(.scheduled) {
        started.append(minute)
        _ = schedule.finished(Self.report(.success), at: Self.at(minute + 2), elapsed: Self.after(0))
      }
    }
    #expect(started == [60, 120, 180, 240, 300])
  }

  @Test("gives up on an answer that does not come, and tries again after a pause, both in elapsed time")
  func timeLimit() {
    var schedule = ReconciliationSchedule()
    _ = schedule.poll(at: Self.at(0), elapsed: Self.after(100))
    // A recording may pass by at any speed meanwhile.
    #expect(schedule.poll(at: Self.at(90), elapsed: Self.after(129)) == .none)
    #expect(schedule.poll(at: Self.at(90), elapsed: Self.after(130)) == .timedOut)
    _ = schedule.finished(Self.report(.failed), at: Self.at(90), elapsed: Self.after(130))
    #expect(schedule.poll(at: Self.at(500), elapsed: Self.after(189)) == .none)
    #expect(schedule.poll(at: Self.at(500), elapsed: Self.after(190)) == .start(.scheduled))
    #expect(schedule.consecutiveFailures == 1)
  }

  @Test("says at the third failure in a row that it keeps failing, and forgets them at the next good run")
  func failures() {
    var schedule = ReconciliationSchedule()
    var codes: [String] = []
    for minute in Int64(0)..<4 {
      _ = schedule.poll(at: Self.at(minute), elapsed: Self.after(UInt64(minute) * 60))
      let alert = schedule.finished(Self.report(.failed), at: Self.at(minute), elapsed: Self.after(UInt64(minute) * 60))
      #expect(alert?.severity == .critical)
      codes.append(alert?.code ?? "")
    }
    #expect(codes == ["reconciliation.failed", "reconciliation.failed", "reconciliation.failing", "reconciliation.failing"])
    _ = schedule.poll(at: Self.at(4), elapsed: Self.after(240))
    _ = schedule.finished(Self.report(.success), at: Self.at(4), elapsed: Self.after(0))
    #expect(schedule.consecutiveFailures == 0 && schedule.runs == 5)
  }

  @Test("alerts follow their truth table")
  func alerts() {
    func alert(_ report: ReconciliationReport) -> Severity? {
      var schedule = ReconciliationSchedule()
      _ = schedule.poll(at: Self.at(0), elapsed: Self.after(0))
      return schedule.finished(report, at: Self.at(0), elapsed: Self.after(0))?.severity
    }
    #expect(alert(Self.report(.success)) == nil)
    #expect(alert(Self.report(.success, [.low])) == .medium)
    #expect(alert(Self.report(.partial, [.medium, .high], review: 1)) == .high)
    #expect(alert(Self.report(.partial, [.low, .critical], review: 2)) == .critical)
    #expect(alert(Self.report(.failed)) == .critical)
  }
}
