import Foundation

/// The reference data that lie beside the repository, or where `$FRIDAY_SHARED` says.
enum SharedFolder {
  static func url(_ path: String) -> URL? {
    let root: URL
    if let named = ProcessInfo.processInfo.environment["FRIDAY_SHARED"] {
      root = URL(fileURLWithPath: named)
    } else {
      var repository = URL(fileURLWithPath: #filePath)
      for _ in 0..<5 { repository.deleteLastPathComponent() }
      root = repository.appendingPathComponent("shared")
    }
    let url = root.appendingPathComponent(path)
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }

  /// The lines of a file; `nil`, said aloud, when it is not there.
  static func lines(_ path: String) throws -> [String]? {
    guard let url = url(path) else {
      print("skipped: no \(path) in the shared folder (set FRIDAY_SHARED to have it checked)")
      return nil
    }
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
  }
}
