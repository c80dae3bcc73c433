/// One ordered step of the schema. A step that has been released is never changed, only followed: its checksum is kept in the database.
struct SQLMigration {
  let version: Int
  let name: String
  let sql: String

  /// FNV-1a, 64 bits, of the step's text, in hexadecimal.
  var checksum: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in sql.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }

  /// Money as text must be the canonical decimal that `Money` prints: no exponent, no leading or trailing zeros, no negative zero.
  static func canonical(_ column: String) -> String {
    """
    typeof(\(column)) = 'text' AND length(\(column)) BETWEEN 1 AND 42 AND \(column) NOT GLOB '*[^-.0-9]*' \
    AND \(column) GLOB '*[0-9]' AND \(column) NOT GLOB '?*-*' AND \(column) NOT GLOB '*.*.*' AND \(column) NOT GLOB '*.*0' \
    AND \(column) NOT GLOB '.*' AND \(column) NOT GLOB '-.*' AND \(column) NOT GLOB '0[0-9]*' AND \(column) NOT GLOB '-0[0-9]*' \
    AND \(column) <> '-0'
    """
  }

  static let all: [SQLMigration] = [
    SQLMigration(
      version: 1, name: "ledger and reconciliation reports",
      sql: """
        CREATE TABLE ledger_entries (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          id TEXT NOT NULL UNIQUE,
          account TEXT NOT NULL,
          asset TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('opening', 'trade', 'fee', 'correction')),
          amount TEXT NOT NULL CHECK (\(canonical("amount"))),
          reference TEXT NOT NULL,
          time_ns INTEGER NOT NULL CHECK (typeof(time_ns) = 'integer')
        );
        CREATE INDEX ledger_entries_by_account ON ledger_entries (account, time_ns, sequence);
        CREATE TABLE reconciliation_reports (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          id TEXT NOT NULL UNIQUE,
          account TEXT NOT NULL,
          strategy TEXT NOT NULL,
          time_ns INTEGER NOT NULL CHECK (typeof(time_ns) = 'integer'),
          status TEXT NOT NULL CHECK (status IN ('success', 'partial', 'failed')),
          checked INTEGER NOT NULL,
          corrected INTEGER NOT NULL,
          manual_review INTEGER NOT NULL,
          errors TEXT NOT NULL
        );
        CREATE INDEX reconciliation_reports_by_account ON reconciliation_reports (account, time_ns, sequence);
        CREATE TABLE reconciliation_discrepancies (
          report TEXT NOT NULL REFERENCES reconciliation_reports (id),
          ordinal INTEGER NOT NULL,
          kind TEXT NOT NULL,
          asset TEXT NOT NULL,
          internal_amount TEXT NOT NULL CHECK (\(canonical("internal_amount"))),
          exchange_amount TEXT NOT NULL CHECK (\(canonical("exchange_amount"))),
          severity TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'critical')),
          PRIMARY KEY (report, ordinal)
        );
        """)
  ]
}
