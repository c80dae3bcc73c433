import ArgumentParser
import BenchmarkSuites
import Domain
import Foundation
import Reports

/// `friday bench`: how fast, and against whom.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure the benchmark suites; with --peers, ours and theirs in one run, pair by pair.",
    discussion: """
      Suites: \(BenchmarkSuite.all.map { "\($0.name) (\($0.abstract))" }.joined(separator: ", ")).
      Seconds are CPU seconds over all threads; ratio = peer ÷ ours. A peer that is missing is a row without a ratio, with its reason. scripts/peers \
      sets them up; $FRIDAY_PEERS_PYTHON names another interpreter. Exit 1 when an answer of ours is not the peer's.
      """)

  @Argument(help: "Suites; all when none is named") var suites: [String] = []
  @Flag(name: .long, help: "A tenth of the sizes and three pairs") var quick = false
  @Flag(name: .long, help: "Measure the peers, too") var peers = false
  @Flag(name: .long, help: "Print one JSON document") var json = false

  func validate() throws {
    let known = BenchmarkSuite.all.map(\.name)
    for suite in suites where !known.contains(suite) {
      throw ValidationError("no suite \"\(suite)\": there are \(known.joined(separator: ", "))")
    }
  }

  func run() async throws {
    let chosen = BenchmarkSuite.all.filter { suites.isEmpty || suites.contains($0.name) }
    let rows = chosen.flatMap { $0.rows(quick ? .quick : .full) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("friday-bench-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let runner = BenchmarkRunner(meter: ProcessCPUMeter(), peers: askedPeers(), data: BenchmarkData(folder: folder))
    var results: [BenchmarkResult] = []
    var progress = ProgressLine(total: rows.count, unit: "rows", every: 1)
    for row in rows {
      results.append(try await runner.run(row))
      progress.advance(to: results.count)
    }
    progress.end()
    let report = BenchmarkReport(machine: .current(), results: results)
    Terminal.print(json ? report.json.description : report.text)
    if !report.disagreeing.isEmpty { throw ArgumentParser.ExitCode(Domain.ExitCode.no.rawValue) }
  }

  /// The peers' processes, or the reason why there are none, which every row then gives.
  private func askedPeers() -> any BenchmarkPeers {
    guard peers else { return AbsentPeers(reason: "not asked for: --peers measures them") }
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent().path
    let found = PeerEnvironment.find(
      from: [FileManager.default.currentDirectoryPath] + [program].compactMap { $0 },
      override: ProcessInfo.processInfo.environment["FRIDAY_PEERS_PYTHON"])
    guard let environment = found.environment else { return AbsentPeers(reason: found.reason) }
    return PeerProcesses(environment)
  }
}
