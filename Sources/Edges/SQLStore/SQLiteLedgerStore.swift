public import Domain
import GRDB
public import Ports

/// The books in a SQLite file, through GRDB.
///
/// Write-ahead log, `synchronous = NORMAL`: what was written survives the death of this process; after a loss of power the latest
/// transactions may be missing, never half there. Money is canonical decimal text under a CHECK, time is UTC ns, every id is unique.
/// Several processes may use the file: a writer waits up to five seconds for another.
///
/// Opening runs SQLite's quick check: O(size of the file), so that a damaged book is refused at the door.
public final class SQLiteLedgerStore: LedgerStore {
  /// The file.
  public let path: String
  private let pool: DatabasePool

  /// Most reports that one call returns.
  public static let maximumReports = 10_000

  /// Opens the file, or makes it, and brings its schema up to date.
  ///
  /// - Throws: `sqlite.cannot_open` (no folder, no permission), `sqlite.corrupt`, `sqlite.newer_schema`, `sqlite.changed_migration`.
  public init(path: String) throws(Diagnostic) {
    self.path = path
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 2
    configuration.prepareDatabase { database in try database.execute(sql: "PRAGMA synchronous = NORMAL") }
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
      let verdict = try pool.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
      guard verdict == "ok" else { throw Self.corrupt(path, verdict ?? "no verdict") }
      try pool.write { try SQLMigration.migrate($0, path: path) }
    } catch {
      throw Self.diagnostic(error, path: path)
    }
  }

  /// Writes the log into the file and closes it; calls after it fail.
  ///
  /// The pool closes its writer before its readers, and a reader that closes last may not move the log: without a checkpoint of our own a
  /// copy of the file alone would be an empty book.
  public func close() throws(Diagnostic) {
    do {
      _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
      try pool.close()
    } catch {
      throw Self.diagnostic(error, path: path)
    }
  }

  /// Appends entries in one transaction; an entry whose id is there already is left as it is.
  ///
  /// - Throws: `ledger.conflict` when an entry of the same id says something else, `ledger.text` when a text holds a NUL, which SQLite would store
  ///   and not give back; nothing of the call is then written.
  public func append(_ entries: [LedgerEntry]) async throws {
    guard !entries.isEmpty else { return }
    for entry in entries where [entry.id, entry.account, entry.asset, entry.reference].contains(where: { $0.utf8.contains(0) }) {
      throw Diagnostic(
        code: "ledger.text", exitCode: .badData, message: "a ledger entry holds a NUL in its id, account, asset or reference",
        hint: "such a text comes from no exchange: look at what produced entry \(entry.id.filter { $0 != "\0" })")
    }
    try await attempt { database in
      let insert = try database.makeStatement(
        sql: """
          INSERT INTO ledger_entries (id, account, asset, kind, amount, reference, time_ns) VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO NOTHING
          """)
      for entry in entries {
        try insert.execute(arguments: [
          entry.id, entry.account, entry.asset, entry.kind.rawValue, entry.amount.description, entry.reference, entry.time.nanoseconds,
        ])
        guard database.changesCount == 0 else { continue }
        let stored = try Row.fetchOne(database, sql: "SELECT * FROM ledger_entries WHERE id = ?", arguments: [entry.id])
        guard let stored, try Self.entry(stored, path: self.path) == entry else {
          throw Diagnostic(
            code: "ledger.conflict", exitCode: .badData, message: "\(self.path) holds another ledger entry under the id \(entry.id)",
            hint: "an execution id was used twice: compare the entry with the exchange's trade history before going on")
        }
      }
    }
  }

  /// All entries of an account, by time and then in the order in which they were written.
  public func entries(account: String) async throws -> [LedgerEntry] {
    let path = path
    return try await query { database in
      try Row.fetchAll(database, sql: "SELECT * FROM ledger_entries WHERE account = ? ORDER BY time_ns, sequence", arguments: [account])
        .map { try Self.entry($0, path: path) }
    }
  }

  private static func entry(_ row: Row, path: String) throws -> LedgerEntry {
    let id: String = row["id"]
    let kind = LedgerEntry.Kind(rawValue: row["kind"])
    guard let kind else { throw corrupt(path, "ledger entry \(id) is of an unknown kind") }
    return LedgerEntry(
      id: id, account: row["account"], asset: row["asset"], kind: kind, amount: try money(row["amount"], of: id, path: path),
      reference: row["reference"], time: Timestamp(nanoseconds: row["time_ns"]))
  }

  static func money(_ text: String, of id: String, path: String) throws -> Money {
    do { return try Money(parsing: text) } catch { throw corrupt(path, "the amount \"\(text)\" of \(id) is \(error.code)") }
  }

  func attempt(_ body: @escaping @Sendable (Database) throws -> Void) async throws {
    do { try await pool.write(body) } catch { throw Self.diagnostic(error, path: path) }
  }

  func query<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do { return try await pool.read(body) } catch { throw Self.diagnostic(error, path: path) }
  }
}
