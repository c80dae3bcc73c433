public import Foundation

/// Where the repository under test stands: three folders above this file, as the compiler saw it, or the working folder.
public enum RepositoryRoot {
  public static let url: URL = {
    let compiled = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    if FileManager.default.fileExists(atPath: compiled.appendingPathComponent("Package.swift").path) { return compiled }
    return URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
  }()

  /// Every file below a folder of the repository, sorted, hidden folders apart.
  ///
  /// - Parameter folder: a path relative to the root; `""` for all.
  public static func files(below folder: String, withExtension suffix: String) -> [URL] {
    let start = folder.isEmpty ? url : url.appendingPathComponent(folder)
    guard let walk = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles]) else { return [] }
    return walk.compactMap { $0 as? URL }.filter { $0.pathExtension == suffix }.sorted { $0.path < $1.path }
  }

  /// A file's path as seen from the root.
  public static func relativePath(_ file: URL) -> String {
    let prefix = url.standardizedFileURL.path + "/"
    let path = file.standardizedFileURL.path
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}
