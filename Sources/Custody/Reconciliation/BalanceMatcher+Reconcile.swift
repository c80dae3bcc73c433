public import Domain

extension BalanceMatcher {
  /// A finished run: what to store and to tell.
  public struct Run: Hashable, Sendable {
    /// The report of row RC-12.
    public var report: ReconciliationReport
    /// Entries that make our books equal where the policy allowed it: already booked in the ledger, to be appended to the store.
    public var corrections: [LedgerEntry]
  }

  /// Compares the ledger with the exchange's statement and books the corrections that the policy and the strategy allow.
  ///
  /// Both sides must be of one moment: take `exchange` from the private stream at which the ledger stands, else a fill between them
  /// would look like a difference (row RC-18).
  ///
  /// - Parameters:
  ///   - id: unique; the corrections' ids and references carry it.
  ///   - dryRun: compares and counts what would be corrected, books nothing.
  ///   - errors: what went wrong before the comparison.
  public func reconcile(
    _ ledger: inout Ledger, with exchange: [AssetBalance], id: String, strategy: ReconciliationStrategy = .full, at time: Timestamp,
    dryRun: Bool = false, errors: [String] = []
  ) -> Run {
    let comparison = compare(internal: ledger.balances, exchange: exchange)
    let correctable = strategy.allowsCorrection ? comparison.discrepancies.filter(policy.allows) : []
    var corrections: [LedgerEntry] = []
    if !dryRun {
      corrections = correctable.map { found in
        LedgerEntry(
          id: "\(id):\(found.asset):\(LedgerEntry.Kind.correction.rawValue)", account: ledger.account, asset: found.asset, kind: .correction,
          amount: -found.difference, reference: id, time: time)
      }
      corrections.forEach { ledger.correct($0) }
    }
    let allErrors = errors + comparison.errors
    let open = comparison.discrepancies.count - corrections.count
    return Run(
      report: ReconciliationReport(
        id: id, account: ledger.account, strategy: strategy.rawValue, time: time,
        status: Self.status(checked: comparison.checked, open: open, errors: allErrors.count), checked: comparison.checked,
        discrepancies: comparison.discrepancies, corrected: corrections.count, manualReview: open, errors: allErrors),
      corrections: corrections)
  }

  /// The report of a run that could not compare anything: no statement came, or it could not be read.
  public static func failure(
    account: String, id: String, strategy: ReconciliationStrategy = .full, at time: Timestamp, errors: [String]
  ) -> ReconciliationReport {
    precondition(!errors.isEmpty, "a failure has a reason")
    return ReconciliationReport(
      id: id, account: account, strategy: strategy.rawValue, time: time, status: .failed, checked: 0, discrepancies: [], corrected: 0,
      manualReview: 0, errors: errors)
  }

  /// The status of a run; errors dominate, and nothing that is open is a success.
  ///
  /// ```text
  /// errors   checked   open     status
  /// some     none      –        failed
  /// some     some      any      partial
  /// none     any       some     partial
  /// none     any       none     success
  /// ```
  public static func status(checked: Int, open: Int, errors: Int) -> ReconciliationReport.Status {
    if errors > 0 { return checked == 0 ? .failed : .partial }
    return open > 0 ? .partial : .success
  }
}
