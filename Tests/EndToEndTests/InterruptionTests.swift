import Foundation
#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif
import TestSupport
import Testing

@Suite("stopping a run", .serialized, .timeLimit(.minutes(3))) struct InterruptionTests {
  @Test("Ctrl-C drains and prints the summary") func interrupt() async throws {
    let folder = try TemporaryFolder()
    let data = folder.path("data")
    let run = try FridayProcess(["run", "--seed", "1", "--json", "--data", data, "--listen", "127.0.0.1:0"])
    _ = try await run.line(of: .standardError, containing: "first prediction")
    run.interrupt()
    let result = try await run.exit()
    #expect(result.exitCode == 0)
    let summary = try result.object()
    #expect((summary["ticks"] as? Int ?? 0) > 0)
    #expect(summary["interrupted"] as? Bool == true)
    let checks = (summary["reconciliation"] as? [String: Any])?["checks"] as? Int
    #expect(checks == 1)
    let journal = try await JournalDocument.read(data)
    #expect(journal.points == summary["points_journaled"] as? Int)
  }

  @Test("a second Ctrl-C quits at once, and the journal is whole") func secondInterrupt() async throws {
    let folder = try TemporaryFolder()
    let data = folder.path("data")
    // Nothing listens on the discard port: the first Ctrl-C waits for an upload that cannot end.
    let run = try FridayProcess(
      ["run", "--seed", "1", "--data", data, "--listen", "127.0.0.1:0"], environment: ["FRIDAY_INFLUX_URL": "http://127.0.0.1:9"])
    _ = try await run.line(of: .standardError, containing: "first prediction")
    run.interrupt()
    _ = try await run.line(of: .standardError, containing: "draining")
    run.interrupt()
    #expect(try await run.exit().exitCode == 130)
    let verify = try await FridayProcess.run(["journal", "verify", data])
    #expect(verify.exitCode == 0, "\(verify.talk)")
    #expect(try await JournalDocument.read(data).records > 0)
  }

  @Test("kill -9 loses no record whose prediction was served") func kill() async throws {
    let folder = try TemporaryFolder()
    let data = folder.path("data")
    let run = try FridayProcess(["run", "--seed", "1", "--speed", "200", "--data", data, "--listen", "127.0.0.1:0"])
    let line = try await run.line(of: .standardError, containing: "dashboard http://")
    let address = try #require(line.split(separator: " ").first { $0.hasPrefix("http://") })
    let status = try #require(URL(string: String(address) + "api/v1/status"))
    // What the API has shown was acknowledged before: all of it must be in the journal after the kill.
    var shown = 0
    while shown < 2_000 {
      let (body, _) = try await URLSession.shared.data(from: status)
      let object = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
      shown = try #require(object["records_journaled"] as? Int)
    }
    run.send(SIGKILL)
    #expect(try await run.exit().exitCode == 128 + 9)
    let journal = try await JournalDocument.read(data)
    #expect(journal.records >= shown)
    print("killed after \(shown) shown records: \(journal.records) in the journal, \(journal.tornBytes) torn bytes")
    // The next start mends what was torn and goes on.
    let next = try await FridayProcess.run(
      ["run", "--seed", "1", "--speed", "max", "--duration", "1s", "--json", "--data", data, "--listen", "127.0.0.1:0"])
    #expect(next.exitCode == 0, "\(next.talk.suffix(800))")
    let after = try await JournalDocument.read(data)
    #expect(after.records == journal.records + (try next.object()["records_journaled"] as? Int ?? -1))
  }
}
