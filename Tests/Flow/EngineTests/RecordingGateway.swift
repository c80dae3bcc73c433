import Domain
import Ports
import Synchronization

/// An exchange that only remembers what was asked of it.
final class RecordingGateway: OrderGateway {
  var orders: [NewOrder] = []
  var balanceRequests = 0
  /// Called with each order, while it is being sent.
  var onSubmit: (NewOrder) -> Void = { _ in }

  func submit(_ order: NewOrder) {
    orders.append(order)
    onSubmit(order)
  }
  func requestBalances() { balanceRequests += 1 }
}

/// Books that remember, until their bound.
final class RecordingBooks: BookkeepingSink {
  var entries: [LedgerEntry] = []
  var reports: [ReconciliationReport] = []
  var isFull = false

  func booked(_ entries: [LedgerEntry]) -> Bool {
    guard !isFull else { return false }
    self.entries += entries
    return true
  }
  func reconciled(_ report: ReconciliationReport) -> Bool {
    guard !isFull else { return false }
    reports.append(report)
    return true
  }
}

final class RecordingAlerts: AlertSink {
  let codes = Mutex<[String]>([])
  func alert(_ severity: Severity, code: String, message: String) { codes.withLock { $0.append(code) } }
}
