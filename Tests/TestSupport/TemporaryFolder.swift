public import Foundation

/// A new empty folder that vanishes, with all it holds, when the last reference does.
public final class TemporaryFolder: Sendable {
  public let url: URL

  public init(_ name: String = "friday-test") throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("\(name)-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  public var path: String { url.path }

  /// The path of something inside.
  public func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// Writes a file inside and returns its path.
  @discardableResult public func write(_ text: String, to name: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  deinit {
    // A test may have taken the write permission away: give it back, else the folder could not go.
    try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    try? FileManager.default.removeItem(at: url)
  }
}
