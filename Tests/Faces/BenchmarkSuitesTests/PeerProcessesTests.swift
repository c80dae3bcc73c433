import BenchmarkSuites
import Foundation
import TestSupport
import Testing

@Suite("PeerProcesses") struct PeerProcessesTests {
  private let folder: TemporaryFolder
  private let request = PeerRequest(suite: "drift", peer: "scipy", row: "ks", n: 10, files: ["a file", "b"])

  init() throws { folder = try TemporaryFolder() }

  /// Peers whose interpreter is the shell (`sh -u SCRIPT`).
  private func peers(_ script: String) throws -> PeerProcesses {
    _ = try folder.write(script, to: "drift.py")
    return PeerProcesses(PeerEnvironment(scripts: folder.path, python: "/bin/sh", home: folder.path), timeLimit: .seconds(900))
  }

  @Test("asks one child again and again, and passes over what libraries say") func answers() async throws {
    let peers = try peers(
      """
      n=0
      while read -r line; do
        n=$((n+1))
        echo "a library says hello"
        echo '{"not for us": 1}' >&2
        echo "$line" >> '\(folder.path("asked"))'
        echo "{\\"seconds\\":0.5,\\"answer\\":[$n,2]}"
      done
      """)
    #expect(await peers.measure(request) == .measured(seconds: 0.5, answer: [1, 2]))
    #expect(await peers.measure(request) == .measured(seconds: 0.5, answer: [2, 2]))
    let asked = try String(contentsOfFile: folder.path("asked"), encoding: .utf8).split(separator: "\n")
    #expect(asked.count == 2)
    #expect(try JSONDecoder().decode(PeerRequest.self, from: Data(asked[0].utf8)) == request)
  }

  @Test("gives the peer's error as the reason, and asks on for the next row") func errors() async throws {
    let peers = try peers(
      """
      read -r line; echo '{"error":"No module named scipy"}'
      read -r line; echo '{"seconds":1,"answer":[]}'
      read -r line; echo '{"answer":[1]}'
      read -r line; echo '{broken'
      """)
    #expect(await peers.measure(request) == .missing("No module named scipy"))
    #expect(await peers.measure(request) == .measured(seconds: 1, answer: []))
    #expect(await peers.measure(request) == .missing("the peer's answer has no seconds"))
    #expect(await peers.measure(request) == .missing("the peer's answer is not understood: {broken"))
  }

  @Test("says when the child has ended, with its last words, and does not start it again") func ended() async throws {
    let peers = try peers("echo started >> '\(folder.path("starts"))'; read -r line; echo 'out of memory' >&2; exit 3")
    #expect(await peers.measure(request) == .missing("the peers' process ended: out of memory"))
    #expect(await peers.measure(request) == .missing("the peers' process ended: out of memory"))
    #expect(try String(contentsOfFile: folder.path("starts"), encoding: .utf8) == "started\n")
  }

  @Test("says when the interpreter is not there") func noInterpreter() async {
    let peers = PeerProcesses(PeerEnvironment(scripts: "x", python: folder.path("python"), home: "x"))
    guard case .missing(let reason) = await peers.measure(request) else {
      Issue.record("a missing interpreter measured something")
      return
    }
    #expect(reason.contains("is not there"))
  }

  @Test("finds the script above a folder, and an interpreter of a peer's own") func find() throws {
    _ = try folder.write("", to: "Benchmarks/Peers/drift.py")
    let below = folder.path("a/b")
    #expect(PeerEnvironment.find(from: [below], override: nil).reason == "scripts/peers was not run")
    let one = PeerEnvironment.find(from: [below], override: "/bin/sh").environment
    let script = folder.path("Benchmarks/Peers/drift.py")
    #expect(one?.command(suite: "drift", peer: "nannyml") == PeerCommand(executable: "/bin/sh", arguments: ["-u", script]))
    for name in [".venv-peers", ".venv-peers-nannyml"] {
      let path = try folder.write("", to: "\(name)/bin/python")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    let two = PeerEnvironment.find(from: [below], override: nil).environment
    #expect(two?.command(suite: "drift", peer: "scipy").executable == folder.path(".venv-peers/bin/python"))
    #expect(two?.command(suite: "drift", peer: "nannyml").executable == folder.path(".venv-peers-nannyml/bin/python"))
    #expect(two?.models == folder.path(".venv-peers/models"))
  }

  @Test("takes a peer's own program before the suite's script, and asks it in plain text") func program() async throws {
    let path = try folder.write("#!/bin/sh\nread -r line; echo \"$line\" > '\(folder.path("asked"))'; echo '{\"seconds\":1,\"answer\":[4]}'\n", to: "programs/decode_simdjson")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let environment = PeerEnvironment(scripts: "x", python: "/bin/false", home: folder.path)
    #expect(environment.command(suite: "decode", peer: "simdjson") == PeerCommand(executable: path))
    #expect(environment.command(suite: "decode", peer: "orjson").executable == "/bin/false")
    let asked = PeerRequest(suite: "decode", peer: "simdjson", row: "book", n: 3, files: ["/a/b.ndjson"])
    #expect(await PeerProcesses(environment, timeLimit: .seconds(900)).measure(asked) == .measured(seconds: 1, answer: [4]))
    let line = try String(contentsOfFile: folder.path("asked"), encoding: .utf8)
    #expect(line == #"{"files":["/a/b.ndjson"],"n":3,"peer":"simdjson","row":"book","suite":"decode"}"# + "\n")
  }
}
