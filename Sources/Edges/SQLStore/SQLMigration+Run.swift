import Domain
import GRDB

extension SQLMigration {
  /// Brings a database to the newest schema, in one transaction; does nothing when it is there already.
  ///
  /// - Throws: ``Domain/Diagnostic`` when the database was made by a newer program or a released step was changed.
  static func migrate(_ database: Database, steps: [SQLMigration] = all, path: String) throws {
    try database.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS schema_migrations (
          version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied INTEGER NOT NULL DEFAULT (unixepoch())
        )
        """)
    let applied = try Row.fetchAll(database, sql: "SELECT version, checksum FROM schema_migrations ORDER BY version")
    for row in applied {
      let version: Int = row["version"]
      guard let step = steps.first(where: { $0.version == version }) else {
        throw Diagnostic(
          code: "sqlite.newer_schema", exitCode: .badData, message: "\(path) has schema version \(version), which this program does not know",
          hint: "use the program that wrote it, or a newer one")
      }
      let checksum: String = row["checksum"]
      guard checksum == step.checksum else {
        throw Diagnostic(
          code: "sqlite.changed_migration", exitCode: .badData,
          message: "\(path): schema version \(version) was made by other statements than this program's (\(checksum), not \(step.checksum))",
          hint: "use the program that wrote it, or restore the database from a backup")
      }
    }
    for step in steps.dropFirst(applied.count) {
      try database.execute(sql: step.sql)
      try database.execute(
        sql: "INSERT INTO schema_migrations (version, name, checksum) VALUES (?, ?, ?)", arguments: [step.version, step.name, step.checksum])
    }
  }
}
