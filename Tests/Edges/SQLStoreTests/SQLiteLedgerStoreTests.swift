import Domain
import Foundation
import GRDB
import TestSupport
import Testing

@testable import SQLStore

@Suite("the ledger in SQLite", .timeLimit(.minutes(5))) struct SQLiteLedgerStoreTests {
  static func entry(_ id: String, units: Int128, account: String = "a", time: Int64 = 0) -> LedgerEntry {
    LedgerEntry(
      id: id, account: account, asset: "BTC", kind: .trade, amount: Money(units: units), reference: id, time: Timestamp(nanoseconds: time))
  }

  static func randomEntry(_ id: String, _ dice: inout SeededGenerator) -> LedgerEntry {
    let texts = ["", "é'\"\n", "BTC", "a b", "\u{1}x", "🙂"]
    var units = Int128(truncatingIfNeeded: UInt128(dice.next()) << 64 | UInt128(dice.next()))
    units = units >> Int128.random(in: 0...127, using: &dice)
    if units == .min { units = 0 }
    return LedgerEntry(
      id: id, account: "a", asset: texts.randomElement(using: &dice) ?? "", kind: LedgerEntry.Kind.allCases.randomElement(using: &dice) ?? .fee,
      amount: Money(units: units), reference: texts.randomElement(using: &dice) ?? "",
      time: Timestamp(nanoseconds: Int64.random(in: .min ... .max, using: &dice)))
  }

  @Test("reads back exactly what was written, after a restart too, over seeds", arguments: 0..<12)
  func roundTrip(seed: UInt64) async throws {
    var dice = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let entries = (0..<120).map { Self.randomEntry("\(seed)-\($0)", &dice) }
    let expected = entries.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    let store = try SQLiteLedgerStore(path: folder.path("books.sqlite"))
    try await store.append(Array(entries.prefix(70)))
    try await store.append(Array(entries.suffix(70)))
    #expect(try await store.entries(account: "a") == expected)
    try store.close()
    #expect(try await SQLiteLedgerStore(path: folder.path("books.sqlite")).entries(account: "a") == expected)
    #expect(try await SQLiteLedgerStore(path: folder.path("books.sqlite")).entries(account: "b").isEmpty)
  }

  @Test("a text with a NUL, which would not be read back, is refused with all of its call")
  func nul() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteLedgerStore(path: folder.path("books.sqlite"))
    await #expect {
      try await store.append([Self.entry("1", units: 5), Self.entry("2\u{0}3", units: 5)])
    } throws: {
      ($0 as? Diagnostic)?.code == "ledger.text"
    }
    #expect(try await store.entries(account: "a").isEmpty)
  }

  @Test("the same entry twice is one entry; another under its id is refused, with all of its call")
  func conflict() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteLedgerStore(path: folder.path("books.sqlite"))
    try await store.append([Self.entry("1", units: 5)])
    try await store.append([Self.entry("1", units: 5), Self.entry("2", units: 6)])
    await #expect {
      try await store.append([Self.entry("3", units: 1), Self.entry("2", units: 7)])
    } throws: {
      ($0 as? Diagnostic)?.code == "ledger.conflict"
    }
    #expect(try await store.entries(account: "a").map(\.id) == ["1", "2"])
  }

  @Test("keeps reports with their discrepancies and errors, newest first, each once")
  func reports() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteLedgerStore(path: folder.path("books.sqlite"))
    func report(_ index: Int64) -> ReconciliationReport {
      ReconciliationReport(
        id: "R\(index)", account: "a", strategy: "full", time: Timestamp(seconds: index), status: .partial, checked: 3,
        discrepancies: [
          ReconciliationReport.Discrepancy(
            kind: .balanceMismatch, asset: "USD", internalAmount: Money(units: -1), exchangeAmount: Money(units: Int128(index)), severity: .low),
          ReconciliationReport.Discrepancy(
            kind: .positionMissingExchange, asset: "BTC", internalAmount: Money(units: .max), exchangeAmount: .zero, severity: .critical),
        ], corrected: 1, manualReview: 1, errors: ["a \"quoted\" reason", ""])
    }
    for index in Int64(1)...5 { try await store.save(report(index)) }
    try await store.save(report(5))
    #expect(try await store.reports(account: "a", limit: 3) == [report(5), report(4), report(3)])
    #expect(try await store.reports(account: "a", limit: 100).count == 5)
    #expect(try await store.reports(account: "a", limit: -1).isEmpty)
    #expect(try await store.reports(account: "b", limit: 9).isEmpty)
  }

  @Test("the schema itself refuses money that is not canonical")
  func canonical() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("books.sqlite")
    _ = try SQLiteLedgerStore(path: path)
    let queue = try DatabaseQueue(path: path)
    func insert(_ amount: any DatabaseValueConvertible) throws {
      try queue.write {
        try $0.execute(
          sql: "INSERT INTO ledger_entries (id, account, asset, kind, amount, reference, time_ns) VALUES (?, 'a', 'X', 'fee', ?, '', 0)",
          arguments: ["\(amount)", amount])
      }
    }
    for good in ["0", "-1", "0.000000000000000001", "100", "-0.5", "170141183460469231731.687303715884105727"] {
      #expect(throws: Never.self, "\(good)") { try insert(good) }
    }
    for bad in ["", "-", "1.0", "01", "-01", "1e5", ".5", "5.", "-.5", "1-2", "--1", "1.2.3", "+1", " 1", "0.", "-0", "0.0", "x", "NaN"] {
      #expect(throws: DatabaseError.self, "\(bad)") { try insert(bad) }
    }
    #expect(throws: DatabaseError.self) { try insert(Data([1])) }
  }

  @Test("two openings of one file write at once and lose nothing")
  func concurrent() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("books.sqlite")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<2 {
        group.addTask {
          let store = try SQLiteLedgerStore(path: path)
          for index in 0..<60 {
            try await store.append([Self.entry("\(writer)-\(index)", units: 1), Self.entry("both-\(index)", units: 2)])
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await SQLiteLedgerStore(path: path).entries(account: "a").count == 180)
  }

  @Test("refuses a file that is no database, and one with a damaged page, by name and with a way out")
  func corrupt() async throws {
    let folder = try TemporaryFolder()
    let text = try folder.write(String(repeating: "this is not a database\n", count: 100), to: "text.sqlite")
    #expect { _ = try SQLiteLedgerStore(path: text) } throws: {
      let found = $0 as? Diagnostic
      return found?.code == "sqlite.corrupt" && found?.exitCode == .badData && found?.message.contains("text.sqlite") == true && found?.hint != nil
    }
    let path = folder.path("books.sqlite")
    let store = try SQLiteLedgerStore(path: path)
    try await store.append((0..<2000).map { Self.entry("entry-\($0)", units: Int128($0)) })
    try store.close()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try #require(bytes.count > 100_000)
    bytes.replaceSubrange(40_960..<45_056, with: Data(repeating: 0x5a, count: 4096))
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect { _ = try SQLiteLedgerStore(path: path) } throws: { ($0 as? Diagnostic)?.code == "sqlite.corrupt" }
  }

  @Test("says that a folder is missing, with a hint")
  func noFolder() throws {
    let folder = try TemporaryFolder()
    #expect { _ = try SQLiteLedgerStore(path: folder.path("no/such/books.sqlite")) } throws: {
      let found = $0 as? Diagnostic
      return found?.code == "sqlite.cannot_open" && found?.exitCode == .unavailable && found?.hint?.contains("--data") == true
    }
  }

  @Test("runs each schema step once, in order, and refuses a newer or a changed one")
  func migrations() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("books.sqlite")
    _ = try SQLiteLedgerStore(path: path)
    let queue = try DatabaseQueue(path: path)
    let second = SQLMigration(version: 2, name: "second", sql: "CREATE TABLE second (x INTEGER)")
    for _ in 0..<2 { try queue.write { try SQLMigration.migrate($0, steps: SQLMigration.all + [second], path: path) } }
    #expect(try queue.read { try Int.fetchAll($0, sql: "SELECT version FROM schema_migrations ORDER BY version") } == [1, 2])
    #expect { _ = try SQLiteLedgerStore(path: path) } throws: { ($0 as? Diagnostic)?.code == "sqlite.newer_schema" }
    try queue.write { try $0.execute(sql: "DELETE FROM schema_migrations WHERE version = 2; UPDATE schema_migrations SET checksum = 'x'") }
    #expect { _ = try SQLiteLedgerStore(path: path) } throws: { ($0 as? Diagnostic)?.code == "sqlite.changed_migration" }
    #expect(Set(SQLMigration.all.map(\.version)).count == SQLMigration.all.count)
    #expect(SQLMigration.all.map(\.version) == SQLMigration.all.map(\.version).sorted())
  }

  @Test("keeps the file in write-ahead mode")
  func journalMode() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("books.sqlite")
    _ = try SQLiteLedgerStore(path: path)
    #expect(try DatabaseQueue(path: path).read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
  }
}
