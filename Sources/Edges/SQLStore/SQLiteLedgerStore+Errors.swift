import Domain
import GRDB

extension SQLiteLedgerStore {
  static func corrupt(_ path: String, _ what: String) -> Diagnostic {
    Diagnostic(
      code: "sqlite.corrupt", exitCode: .badData, message: "\(path) is damaged or no SQLite database: \(what)",
      hint: "restore it from a backup; or move it away, and the books are opened anew with the exchange's balances")
  }

  /// SQLite's error in a person's words.
  static func diagnostic(_ error: any Error, path: String) -> Diagnostic {
    if let known = error as? Diagnostic { return known }
    guard let failure = error as? DatabaseError else {
      return Diagnostic(code: "sqlite.failed", exitCode: .unavailable, message: "\(path): \(error)", hint: "try again")
    }
    let reason = failure.message ?? "no reason given"
    switch failure.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT: return corrupt(path, reason)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return Diagnostic(
        code: "sqlite.cannot_open", exitCode: .unavailable, message: "\(path) cannot be opened for writing: \(reason)",
        hint: "make its folder exist and be writable, or choose another with --data")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return Diagnostic(
        code: "sqlite.busy", exitCode: .unavailable, message: "\(path) was locked by another process for more than five seconds",
        hint: "stop the other process that writes it")
    case .SQLITE_FULL, .SQLITE_IOERR:
      return Diagnostic(
        code: "sqlite.disk", exitCode: .unavailable, message: "\(path) could not be written: \(reason)",
        hint: "free space on its file system and look at the kernel's log for disk errors")
    default:
      return Diagnostic(code: "sqlite.failed", exitCode: .badData, message: "\(path): \(reason) (\(failure.resultCode))", hint: nil)
    }
  }
}
