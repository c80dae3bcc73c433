public import Domain
import Ports
import Reconciliation

extension TickPipeline {
  /// A client order id nobody used before in this account: prefix and a running number, at most 18 characters.
  func nextClientID() -> String {
    orderCount += 1
    return configuration.orderPrefix + String(orderCount, radix: 36)
  }

  /// Records the order, then sends it: nothing leaves before its record is appended.
  func send(_ order: NewOrder) {
    guard let gateway, recording({ () throws(Diagnostic) in try records.append(order: order) }) else { return }
    snapshot.account?.orders += 1
    gateway.submit(order)
  }

  public func execution(_ report: ExecutionReport) {
    let lane = laneBySymbol[report.symbol].map { lanes[$0] }
    switch report.kind {
    case .trade:
      guard let fill = report.fill else { return }
      let entries = ledger.apply(fill)
      guard !entries.isEmpty else { return }
      snapshot.account?.fills += 1
      keep(entries)
      if let lane {
        let unit = DecimalText.power(Money.scale - lane.instrument.quantityDecimals)
        lane.strategy?.filled(clientID: report.clientID, side: fill.side, quantity: Quantity(units: Int64(fill.quantity.units / Int128(unit))))
      }
    case .filled, .canceled, .expired:
      lane?.strategy?.finished(clientID: report.clientID, at: lane?.latestTime ?? report.time)
    default: break
    }
  }

  public func orderRejected(clientID: String, reason: String) {
    // The answer names the order, not the market: only a lane that waits for one moves.
    for lane in lanes { lane.strategy?.finished(clientID: clientID, at: lane.latestTime ?? snapshot.startedAt) }
  }

  public func balances(_ balances: [AssetBalance]) {
    let time = eventTime ?? snapshot.startedAt
    if !ledgerIsOpen {
      ledgerIsOpen = true
      keep(ledger.open(with: balances, at: time))
    }
    // A statement nobody asked for comes with each new subscription; only one that was asked for stands at a known point of the stream.
    guard schedule.isRunning else { return }
    let run = matcher.reconcile(&ledger, with: balances, id: nextReconciliationID(), strategy: strategy, at: time)
    if !run.corrections.isEmpty { keep(run.corrections) }
    finish(run.report, at: time)
  }

  /// Reconciles when it is due: asks for a statement, or gives up one that did not come.
  func pollReconciliation(at time: Timestamp) {
    guard gateway != nil else { return }
    // A closure of its own, not the method: that would be a heap block a tick.
    switch schedule.poll(at: time, elapsed: { clock.monotonic() }) {
    case .none: break
    case .start(let strategy):
      self.strategy = strategy
      gateway?.requestBalances()
    case .timedOut:
      finish(
        BalanceMatcher.failure(
          account: configuration.account, id: nextReconciliationID(), strategy: strategy, at: time,
          errors: ["the exchange stated no balances within \(schedule.limit / 1_000_000_000) s"]), at: time)
    }
  }

  private func finish(_ report: ReconciliationReport, at time: Timestamp) {
    if let alert = schedule.finished(report, at: time, elapsed: { clock.monotonic() }) { alerts?.alert(alert.severity, code: alert.code, message: alert.message) }
    if var account = snapshot.account {
      account.checks += 1
      account.discrepancies += report.discrepancies.count
      account.corrected += report.corrected
      account.open = report.manualReview
      account.lastStatus = report.status.rawValue
      account.lastTime = time
      snapshot.account = account
    }
    if let bookkeeping, !bookkeeping.reconciled(report) { stopBookkeeping() }
  }

  private func nextReconciliationID() -> String {
    "\(configuration.account):\(configuration.orderPrefix):\((snapshot.account?.checks ?? 0) + 1)"
  }

  private func keep(_ entries: [LedgerEntry]) {
    if let bookkeeping, !bookkeeping.booked(entries) { stopBookkeeping() }
  }

  private func stopBookkeeping() {
    stop(
      Diagnostic(
        code: "engine.bookkeeping_behind", exitCode: .unavailable,
        message: "the ledger store is too far behind to take another entry", hint: "check the disk under the data folder, then start again"))
  }
}
