import ArtifactFiles
import Domain
import Foundation

/// SHA-256 and length of a file, read in pieces.
struct FileDigest: Codable, Hashable {
  /// Name without its folder.
  var name: String
  /// 64 lower-case hexadecimal digits.
  var sha256: String
  var bytes: Int

  init(path: String) throws(Diagnostic) {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Diagnostic(code: "file.unreadable", exitCode: .badData, message: "cannot read \(path)", hint: "check the path and the file's rights")
    }
    defer { try? handle.close() }
    var digest = SHA256()
    var count = 0
    do {
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        let bytes = [UInt8](piece)
        digest.update(bytes.span)
        count += bytes.count
      }
    } catch {
      throw Diagnostic(code: "file.unreadable", exitCode: .badData, message: "\(path): \(error)", hint: "check the disk")
    }
    name = URL(fileURLWithPath: path).lastPathComponent
    sha256 = digest.finish()
    bytes = count
  }
}
