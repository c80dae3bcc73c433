public import Foundation
import Synchronization

/// Recordings that may not be copied into the repository: in `../shared` beside it, or where `$FRIDAY_SHARED` says.
public enum SharedData {
  private static let said = Mutex<Set<String>>([])

  /// The folder, or `nil` when this machine has none.
  public static let folder: URL? = {
    if let named = ProcessInfo.processInfo.environment["FRIDAY_SHARED"], !named.isEmpty {
      return URL(fileURLWithPath: named, isDirectory: true)
    }
    let beside = RepositoryRoot.url.deletingLastPathComponent().appendingPathComponent("shared", isDirectory: true)
    return FileManager.default.fileExists(atPath: beside.path) ? beside : nil
  }()

  /// A file or folder below it, such as `marketdata/README.md`; when absent, says once why its tests skip and returns `nil`.
  ///
  /// ```swift
  /// guard let file = SharedData.url("golden/kraken") else { return }
  /// ```
  public static func url(_ relative: String, skipping test: String = #function) -> URL? {
    if let file = folder?.appendingPathComponent(relative), FileManager.default.fileExists(atPath: file.path) { return file }
    if said.withLock({ $0.insert(test + relative).inserted }) {
      print("skipped: \(test) (no shared/\(relative) beside the repository)")
    }
    return nil
  }

  /// Is it there? For `@Test(.enabled(if:))`; says so when not.
  public static func has(_ relative: String, for test: String) -> Bool { url(relative, skipping: test) != nil }
}
