public import Domain
import Foundation
import GRDB

extension SQLiteLedgerStore {
  /// Stores a report and its discrepancies in one transaction; one whose id is there already is left as it is: reports are history.
  public func save(_ report: ReconciliationReport) async throws {
    let errors = String(decoding: try JSONEncoder().encode(report.errors), as: UTF8.self)
    try await attempt { database in
      try database.execute(
        sql: """
          INSERT INTO reconciliation_reports (id, account, strategy, time_ns, status, checked, corrected, manual_review, errors)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
          """,
        arguments: [
          report.id, report.account, report.strategy, report.time.nanoseconds, report.status.rawValue, report.checked, report.corrected,
          report.manualReview, errors,
        ])
      guard database.changesCount > 0 else { return }
      for (ordinal, found) in report.discrepancies.enumerated() {
        try database.execute(
          sql: "INSERT INTO reconciliation_discrepancies VALUES (?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            report.id, ordinal, found.kind.rawValue, found.asset, found.internalAmount.description, found.exchangeAmount.description,
            found.severity.rawValue,
          ])
      }
    }
  }

  /// The latest reports of an account, newest first.
  ///
  /// - Parameter limit: at most ``maximumReports``; fewer than 1 gives none.
  public func reports(account: String, limit: Int) async throws -> [ReconciliationReport] {
    let path = path
    let count = max(0, min(limit, Self.maximumReports))
    return try await query { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM reconciliation_reports WHERE account = ? ORDER BY time_ns DESC, sequence DESC LIMIT ?",
        arguments: [account, count]
      ).map { row in
        let id: String = row["id"]
        let found = try Row.fetchAll(
          database, sql: "SELECT * FROM reconciliation_discrepancies WHERE report = ? ORDER BY ordinal", arguments: [id])
        let errors: String = row["errors"]
        guard let status = ReconciliationReport.Status(rawValue: row["status"]),
          let reasons = try? JSONDecoder().decode([String].self, from: Data(errors.utf8))
        else { throw Self.corrupt(path, "reconciliation report \(id) cannot be read") }
        return ReconciliationReport(
          id: id, account: row["account"], strategy: row["strategy"], time: Timestamp(nanoseconds: row["time_ns"]), status: status,
          checked: row["checked"], discrepancies: try found.map { try Self.discrepancy($0, of: id, path: path) }, corrected: row["corrected"],
          manualReview: row["manual_review"], errors: reasons)
      }
    }
  }

  private static func discrepancy(_ row: Row, of report: String, path: String) throws -> ReconciliationReport.Discrepancy {
    guard let kind = ReconciliationReport.DiscrepancyKind(rawValue: row["kind"]), let severity = Severity(rawValue: row["severity"]) else {
      throw corrupt(path, "a discrepancy of report \(report) is of an unknown kind or severity")
    }
    return ReconciliationReport.Discrepancy(
      kind: kind, asset: row["asset"], internalAmount: try money(row["internal_amount"], of: report, path: path),
      exchangeAmount: try money(row["exchange_amount"], of: report, path: path), severity: severity)
  }
}
