import Domain
import Foundation

/// The dashboard's files, read once when the server is made: requests touch no disk.
struct DashboardAssets: Sendable {
  struct Asset: Sendable {
    var contentType: String
    var bytes: [UInt8]
  }

  /// File name in the resource folder, path under which it is served, media type.
  private static let manifest = [
    ("index.html", "/", "text/html; charset=utf-8"),
    ("dashboard.css", "/assets/dashboard.css", "text/css; charset=utf-8"),
    ("dashboard.js", "/assets/dashboard.js", "text/javascript; charset=utf-8"),
    ("charts.js", "/assets/charts.js", "text/javascript; charset=utf-8"),
    ("icon.svg", "/assets/icon.svg", "image/svg+xml"),
  ]

  private var assets: [String: Asset] = [:]

  /// Reads the files out of the module's resource bundle.
  ///
  /// - Throws: a `Diagnostic` with exit code 69 when the bundle does not lie beside the program.
  init() throws(Diagnostic) {
    let folder = Bundle.module.bundleURL.appending(path: "dashboard")
    for (name, path, contentType) in Self.manifest {
      let file = folder.appending(path: name)
      guard let data = try? Data(contentsOf: file) else {
        throw Diagnostic(
          code: "server.asset_missing", exitCode: .unavailable, message: "the dashboard's file \(file.path) cannot be read",
          hint: "keep the folder *_Server.resources beside the program, as the build laid it")
      }
      assets[path] = Asset(contentType: contentType, bytes: Array(data))
    }
  }

  /// The file served under a path.
  subscript(path: String) -> Asset? { assets[path] }
}
