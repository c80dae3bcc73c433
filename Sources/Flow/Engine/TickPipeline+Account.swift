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
        lane.strategy?.filled(side: fill.side, quantity: Quantity(units: Int64(fill.quantity.units / Int128(unit))))
      }
    case .filled, .canceled, .expired:
      lane?.strategy?.finished(at: lane?.latestTime ?? report.time)
    default: break
    }
  }

  public func orderRejected(clientID: String, reason: String) {
    // The answer names the order, not the market: only a lane that waits for one moves.
    for lane in lanes { lane.strategy?.rejected(clientID: clientID, at: lane.latestTime) }
  }

  public func balances(_ balances: [AssetBalance]) {
    balancesRequested = false
    let time = lanes.compactMap(\.latestTime).max() ?? snapshot.startedAt
    if !ledgerIsOpen {
      ledgerIsOpen = true
      keep(ledger.open(with: balances, at: time))
    }
    let report = matcher.compare(
      internalBalances: ledger.balances, exchangeBalances: balances, account: configuration.account,
      id: "\(configuration.orderPrefix)-\((snapshot.account?.checks ?? 0) + 1)", strategy: "scheduled", at: time)
    if !report.corrections.isEmpty {
      keep(ledger.apply(corrections: report.corrections, reference: report.report.id, at: time))
    }
    schedule.ran(at: time, succeeded: report.report.status != .failed)
    if var account = snapshot.account {
      account.checks += 1
      account.discrepancies += report.report.discrepancies.count
      account.corrected += report.report.corrected
      account.open = report.report.manualReview
      account.lastStatus = report.report.status.rawValue
      account.lastTime = time
      snapshot.account = account
    }
    if let bookkeeping, !bookkeeping.reconciled(report.report) { stopBookkeeping() }
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
