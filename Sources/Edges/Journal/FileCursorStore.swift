import Domain
import Glibc
public import Ports

/// Cursors as one small file each under `cursors/` of a journal's folder, replaced as a whole and synced.
///
/// A file is `sequence checksum`, both as text; one that is damaged is refused, never taken for the start.
public struct FileCursorStore: CursorStore {
  static let suffix = ".cursor"
  let folder: JournalFolder

  public init(_ folder: JournalFolder) { self.folder = folder }

  /// - Throws: a ``Domain/Diagnostic`` when the file is there but damaged.
  public func load(destination: String) throws -> PointCursor {
    let path = path(destination)
    switch JournalFile.open(path, O_RDONLY) {
    case .failure(let error) where error.number == ENOENT: return .start
    case .failure(let error): throw JournalFolder.diagnostic(error, "the cursor \(path) cannot be read")
    case .success(let file):
      let text = String(decoding: try file.read(at: 0, count: 64), as: UTF8.self)
      let parts = text.split(whereSeparator: \.isWhitespace)
      guard parts.count == 2, let sequence = UInt64(parts[0]), String(Self.checksum(sequence), radix: 16) == parts[1] else {
        throw Diagnostic(
          code: "journal.cursor", exitCode: .badData, message: "the cursor \(path) is damaged",
          hint:
            "remove the file to upload the journal from its beginning: points that are there already are written over with the same values")
      }
      return PointCursor(sequence: sequence)
    }
  }

  /// Durable when the call returns.
  public func save(_ cursor: PointCursor, destination: String) throws {
    try JournalFolder(folder.cursorsPath).create()
    let path = path(destination)
    let fresh = path + ".new"
    let text = "\(cursor.sequence) \(String(Self.checksum(cursor.sequence), radix: 16))\n"
    guard case .success(let file) = JournalFile.open(fresh, O_WRONLY | O_CREAT | O_TRUNC) else {
      throw JournalFolder.diagnostic(SystemError(errno), "the cursor \(fresh) cannot be written")
    }
    if let error = file.write(Array(text.utf8), at: 0) ?? file.sync() {
      throw JournalFolder.diagnostic(error, "the cursor \(fresh) cannot be written")
    }
    guard JournalFolder.rename(fresh, path) else {
      throw JournalFolder.diagnostic(SystemError(errno), "the cursor \(path) cannot be replaced")
    }
    JournalFolder.syncNames(folder.cursorsPath)
  }

  private func path(_ destination: String) -> String { folder.cursorsPath + "/" + Self.fileName(destination) }

  private static func checksum(_ sequence: UInt64) -> UInt32 {
    let bytes = Array("cursor \(sequence)".utf8)
    return Checksum.crc32c(bytes, 0..<bytes.count)
  }

  /// Letters, digits, `-` and `_` stand for themselves, every other byte as `%xx`.
  static func fileName(_ destination: String) -> String {
    var name = ""
    for byte in destination.utf8 {
      let scalar = Unicode.Scalar(byte)
      if byte < 128, scalar.properties.isAlphabetic || scalar.properties.numericType != nil || byte == 45 || byte == 95 {
        name.unicodeScalars.append(scalar)
      } else {
        name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return name + suffix
  }

  static func destination(fileName: String) -> String {
    var bytes: [UInt8] = []
    var rest = fileName.dropLast(suffix.count).utf8[...]
    while let byte = rest.popFirst() {
      if byte == 37, rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
