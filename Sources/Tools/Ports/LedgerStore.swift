public import Domain

/// Keeps the books: ledger entries and reconciliation reports, exact and durable when the call returns.
public protocol LedgerStore: Sendable {
  /// Appends entries; an entry whose id is already there is left as it is (the same fill twice is one fill).
  func append(_ entries: [LedgerEntry]) async throws
  /// All entries of an account, oldest first.
  func entries(account: String) async throws -> [LedgerEntry]
  func save(_ report: ReconciliationReport) async throws
  /// The latest reports of an account, newest first.
  func reports(account: String, limit: Int) async throws -> [ReconciliationReport]
}
