internal import Foundation

/// Where the peers live: their script and the interpreters that `scripts/peers` has set up.
public struct PeerEnvironment: Hashable, Sendable {
  /// The script.
  public let script: String
  /// Interpreter of most peers.
  public let python: String
  /// Interpreters of peers that do not install beside the others, by peer.
  public let apart: [String: String]

  /// An environment as its values.
  public init(script: String, python: String, apart: [String: String] = [:]) {
    self.script = script
    self.python = python
    self.apart = apart
  }

  /// Looks for the peers' script upwards from some folders, then for the interpreters beside it.
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
        let script = place.appendingPathComponent("Benchmarks/Peers/drift.py").path
        if files.fileExists(atPath: script) {
          let python = override ?? place.appendingPathComponent(".venv-peers/bin/python").path
          guard files.isExecutableFile(atPath: python) else { return (nil, override == nil ? "scripts/peers was not run" : "no interpreter at \(python)") }
          let other = place.appendingPathComponent(".venv-peers-nannyml/bin/python").path
          let apart = override == nil && files.isExecutableFile(atPath: other) ? ["nannyml": other] : [:]
          return (PeerEnvironment(script: script, python: python, apart: apart), "")
        }
        let parent = place.deletingLastPathComponent()
        if parent.path == place.path { break }
        place = parent
      }
    }
    return (nil, "Benchmarks/Peers/drift.py was not found above the working folder")
  }

  /// The interpreter of a peer.
  public func python(for peer: String) -> String { apart[peer] ?? python }
}
