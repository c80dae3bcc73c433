internal import Foundation

/// Where the peers live: their scripts, and what `scripts/peers` has set up in an environment beside them.
public struct PeerEnvironment: Hashable, Sendable {
  /// Folder of the scripts, one a suite: `drift.py`.
  public let scripts: String
  /// Interpreter of most peers.
  public let python: String
  /// The environment's folder, which holds `programs/SUITE_PEER` and `models`.
  public let home: String
  /// Interpreters of peers that do not install beside the others, by peer.
  public let apart: [String: String]

  /// An environment as its values.
  public init(scripts: String, python: String, home: String, apart: [String: String] = [:]) {
    self.scripts = scripts
    self.python = python
    self.home = home
    self.apart = apart
  }

  /// Looks for the peers' scripts upwards from some folders, then for the interpreters beside them.
  ///
  /// - Parameters:
  ///   - folders: where to start, in order.
  ///   - override: `$FRIDAY_PEERS_PYTHON`: the one interpreter of all peers.
  /// - Returns: nil and why not when there is none.
  public static func find(from folders: [String], override: String?) -> (environment: PeerEnvironment?, reason: String) {
    let files = FileManager.default
    for folder in folders {
      var place = URL(fileURLWithPath: folder).standardizedFileURL
      for _ in 0..<32 {
        let scripts = place.appendingPathComponent("Benchmarks/Peers").path
        if files.fileExists(atPath: scripts + "/drift.py") {
          let python = override ?? place.appendingPathComponent(".venv-peers/bin/python").path
          guard files.isExecutableFile(atPath: python) else { return (nil, override == nil ? "scripts/peers was not run" : "no interpreter at \(python)") }
          let other = place.appendingPathComponent(".venv-peers-nannyml/bin/python").path
          let apart = override == nil && files.isExecutableFile(atPath: other) ? ["nannyml": other] : [:]
          let home = URL(fileURLWithPath: python).deletingLastPathComponent().deletingLastPathComponent().path
          return (PeerEnvironment(scripts: scripts, python: python, home: home, apart: apart), "")
        }
        let parent = place.deletingLastPathComponent()
        if parent.path == place.path { break }
        place = parent
      }
    }
    return (nil, "Benchmarks/Peers/drift.py was not found above the working folder")
  }

  /// Folder of models and rows, for ``BenchmarkData``.
  public var models: String { home + "/models" }

  /// What answers for a peer: its own program when there is one, else the suite's script.
  public func command(suite: String, peer: String) -> PeerCommand {
    let program = "\(home)/programs/\(suite)_\(peer)"
    if FileManager.default.isExecutableFile(atPath: program) { return PeerCommand(executable: program) }
    return PeerCommand(executable: apart[peer] ?? python, arguments: ["-u", "\(scripts)/\(suite).py"])
  }
}
