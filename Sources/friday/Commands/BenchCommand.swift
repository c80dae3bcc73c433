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
  @Option(name: .long, help: "Run one kernel so many times, for counting instructions (scripts/instructions)") var kernel: String?
  @Option(name: .long, help: "Calls of the kernel") var iterations = 1
  @Option(name: .long, help: "Damage so many copies of model files and read them: exit 1 when one crashes the reader's promises") var damage: Int?
  @Option(name: .long, help: "Folder of the model files to damage") var models = "datasets/golden/inference"
  @Option(name: .long, help: "Seed of the damage") var seed: UInt64 = 1
  @Option(name: .long, help: "Draw the cost of an operator's update against its window as an SVG file") var plot: String?
  @Flag(name: .long, help: "Print one JSON document") var json = false

  func validate() throws {
    let known = BenchmarkSuite.all.map(\.name)
    for suite in suites where !known.contains(suite) {
      throw ValidationError("no suite \"\(suite)\": there are \(known.joined(separator: ", "))")
    }
    if let kernel, KernelRun.named(kernel) == nil {
      throw ValidationError("no kernel \"\(kernel)\": there are \(KernelRun.all.map(\.name).joined(separator: ", "))")
    }
    // `bench features --plot` reads naturally; any other suite beside these would be left out silently.
    let isAlone = suites.isEmpty || (plot != nil && suites == ["features"])
    if damage != nil || plot != nil, !isAlone { throw ValidationError("--damage and --plot are runs of their own: name no suite beside them") }
    guard iterations > 0, damage.map({ $0 > 0 }) ?? true else { throw ValidationError("a run has calls") }
  }

  /// Runs the kernel that was named; its instructions are what counts.
  func runKernel() throws {
    if let kernel = kernel.flatMap(KernelRun.named) { Terminal.print("\(try kernel.run(iterations: iterations))") }
  }

  func run() async throws {
    if let damage { return try DamagedModels(folder: models, count: damage, seed: seed).run(json: json) }
    let cpu = await CPUAffinity.pin()
    let set = try FeatureSets.named(FeatureSets.bundled)
    let scale: BenchmarkScale = quick ? .quick : .full
    if let plot { return try self.plot(to: plot, scale: scale) }
    let chosen = BenchmarkSuite.all.filter { suites.isEmpty || suites.contains($0.name) }
    let rows = chosen.flatMap { $0.rows(scale) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("friday-bench-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let found = Self.environment()
    let runner = BenchmarkRunner(
      meter: ProcessCPUMeter(), peers: asked(found), data: BenchmarkData(folder: folder, models: found.environment?.models, featureSet: set))
    var results: [BenchmarkResult] = []
    var progress = ProgressLine(total: rows.count, unit: "rows", every: 1)
    for row in rows {
      results.append(try await runner.run(row))
      progress.advance(to: results.count)
    }
    progress.end()
    let report = BenchmarkReport(machine: .current(cpu: cpu), results: results)
    let costs = chosen.contains { $0.name == "features" } ? try FeatureCosts.measure(set, scale: scale, meter: ProcessCPUMeter()) : nil
    if json {
      var document = report.json
      if let costs, case .object(let members) = document { document = .object(members + [.init("feature_costs", costs.json)]) }
      Terminal.print(document.description)
    } else {
      Terminal.print(report.text)
      if let costs { Terminal.print(costs.text) }
    }
    if !report.disagreeing.isEmpty { throw ArgumentParser.ExitCode(Domain.ExitCode.no.rawValue) }
  }

  /// Draws the cost of an update against the length of the window.
  private func plot(to path: String, scale: BenchmarkScale) throws {
    try Data(try WindowCosts.measure(scale: scale, meter: ProcessCPUMeter()).svg.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    Terminal.print(path)
  }

  /// What `scripts/peers` has made: the peers, and the models that both sides score.
  private static func environment() -> (environment: PeerEnvironment?, reason: String) {
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent().path
    return PeerEnvironment.find(
      from: [FileManager.default.currentDirectoryPath] + [program].compactMap { $0 },
      override: ProcessInfo.processInfo.environment["FRIDAY_PEERS_PYTHON"])
  }

  /// The peers' processes, or the reason why there are none, which every row then gives.
  private func asked(_ found: (environment: PeerEnvironment?, reason: String)) -> any BenchmarkPeers {
    guard peers else { return AbsentPeers(reason: "not asked for: --peers measures them") }
    guard let environment = found.environment else { return AbsentPeers(reason: found.reason) }
    return PeerProcesses(environment)
  }
}
