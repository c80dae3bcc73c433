public import Domain
import Glibc
import Ports

/// A journal's folder: its segments by the sequence number they begin with, its lock, its cursors.
///
/// ```text
/// journal/00000000000000000001.journal  …  next.prepared  lock  cursors/
/// ```
public struct JournalFolder: Hashable, Sendable {
  public let path: String

  public init(_ path: String) { self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path }

  /// The journal of a data folder: `DIR/journal` when it is there, else the folder itself.
  public static func within(_ data: String) -> JournalFolder {
    let inner = JournalFolder(JournalFolder(data).path + "/journal")
    return inner.exists ? inner : JournalFolder(data)
  }

  static let suffix = ".journal"
  var lockPath: String { path + "/lock" }
  var preparedPath: String { path + "/next.prepared" }
  var cursorsPath: String { path + "/cursors" }

  func segmentPath(first sequence: UInt64) -> String {
    let digits = String(sequence)
    return path + "/" + String(repeating: "0", count: 20 - digits.count) + digits + Self.suffix
  }

  /// First sequence numbers of the segments, in order.
  ///
  /// - Throws: a ``Diagnostic`` (exit 65) when the folder cannot be listed.
  public func segments() throws(Diagnostic) -> [UInt64] {
    guard let names = Self.names(path) else {
      throw Diagnostic(
        code: "journal.missing", exitCode: .badData, message: "there is no journal at \(path): \(SystemError(errno).text)",
        hint: "name the folder that was given to friday run --data")
    }
    return names.compactMap { name in
      guard name.hasSuffix(Self.suffix), name.utf8.count == 20 + Self.suffix.utf8.count else { return nil }
      return UInt64(name.prefix(20))
    }.sorted()
  }

  /// The destinations that have a cursor here, and where they are.
  public func cursors() -> [String: UInt64] {
    let store = FileCursorStore(self)
    var cursors: [String: UInt64] = [:]
    for name in Self.names(cursorsPath) ?? [] where name.hasSuffix(FileCursorStore.suffix) {
      let destination = FileCursorStore.destination(fileName: name)
      if let cursor = try? store.load(destination: destination) { cursors[destination] = cursor.sequence }
    }
    return cursors
  }

  /// Makes the folder and those above it.
  func create() throws(Diagnostic) {
    var place = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      place += part + "/"
      if !Self.makeFolder(place), errno != EEXIST, errno != EISDIR {
        let error = SystemError(errno)
        // A folder above that is there but may not be made is no fault as long as the last one is there.
        if JournalFolder(place).exists { continue }
        throw Self.diagnostic(error, "the journal's folder \(place) cannot be made")
      }
    }
  }

  /// An error of the place, with the exit code that fits it.
  static func diagnostic(_ error: SystemError, _ what: String) -> Diagnostic {
    if error.isFull {
      return Diagnostic(
        code: "journal.disk_full", exitCode: .unavailable, message: "\(what): \(error.text)",
        hint: "free space, or put the data folder on a larger disk; everything appended so far is kept")
    }
    if error.isRefused {
      return Diagnostic(
        code: "journal.unwritable", exitCode: .badConfiguration, message: "\(what): \(error.text)",
        hint: "choose another folder with --data, or give this user the right to write there")
    }
    return Diagnostic(
      code: "journal.system", exitCode: .unavailable, message: "\(what): \(error.text)", hint: "check the disk and the system's log")
  }
}
