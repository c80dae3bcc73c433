import ArgumentParser
import Domain
import Drift
import Foundation
import Reports
import Simulation
import Statistics
import Tables

/// `friday drift --reference A --current B`.
struct DriftCompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare two samples column by column and jointly (the default).",
    discussion: """
      A column is drifted when its null is rejected at --alpha after Holm over all columns and its effect is at least --min-effect: Kolmogorov–Smirnov \
      and D for numbers, G and the total variation for categories. The whole is drifted when any column is, or the joint tests reject. Exit 1 then. With \
      --as the verdict is that peer's, by its own tests.

      Files are CSV, line protocol (a journal's export too) or Parquet, found by content. A side of more than 8,388,608 values (rows times columns) goes \
      through quantile sketches in bounded memory, whose rank error stands inside the p-values; --exact sorts on disk instead.
      """)

  @Option(name: .long, help: "Reference sample") var reference: String
  @Option(name: .long, help: "Current sample") var current: String
  @Option(name: .long, help: "Only this column; repeat for more") var column: [String] = []
  @Option(name: .long, help: "Take this column as text whatever it holds; repeat for more") var categorical: [String] = []
  @Option(name: .long, help: "Family-wise level") var alpha = 0.05
  @Option(name: .long, help: "Smallest KS distance or total variation that counts; 0 turns it off") var minEffect = 0.05
  @Option(name: .customLong("as"), help: "Answer as a peer would: evidently, nannyml, frouros or capymoa") var peer: String?
  @Option(name: .long, help: "How values depend on their past: none, effective (sizes) or block (permutation)") var dependence = "none"
  @Option(name: .long, help: "Length of the blocks permuted; default twice the autocorrelation time") var block: Int?
  @Option(name: .long, help: "Block permutations") var permutations = 999
  @Option(name: .long, help: "Seed of permutations, subsamples and sketches") var seed: UInt64 = 1
  @Flag(name: .long, help: "Sort large files on disk instead of sketching them") var exact = false
  @Flag(name: .long, inversion: .prefixedNo, help: "Compare the numeric columns jointly, too") var joint = true
  @Option(name: .long, help: "Write one self-contained HTML page") var html: String?
  @Flag(name: .long, help: "Print one JSON document") var json = false

  func run() async throws {
    let treatment = try treatment()
    let asked = try askedPeer()
    var options = CSVReader.Options(columns: column.isEmpty ? nil : column, categorical: Set(categorical))
    options.workers = ProcessInfo.processInfo.activeProcessorCount
    if exact, !SortedTable.isSmall(reference) || !SortedTable.isSmall(current) {
      try refuseInOrder(treatment, "--exact on files this large")
      return try compareSorted(options, asked)
    }
    let loader = TableLoader(options: options, seed: seed)
    let loaderNow = TableLoader(options: options, seed: seed &+ 1 << 32)
    switch (try loader.load(reference), try loaderNow.load(current)) {
    case (.table(let left), .table(let right)): try await compareInMemory(left, right, treatment, asked)
    case (.profile(let left, let names, _), .profile(let right, let namesNow, _)):
      try compareProfiles(left, names, right, namesNow, treatment, asked)
    case (.profile(let left, let names, _), .table(let right)):
      try compareProfiles(left, names, loaderNow.profile(of: right), right.columns.map(\.name), treatment, asked)
    case (.table(let left), .profile(let right, let namesNow, _)):
      try compareProfiles(loader.profile(of: left), left.columns.map(\.name), right, namesNow, treatment, asked)
    }
  }

  // MARK: In memory

  private func compareInMemory(_ left: NumericTable, _ right: NumericTable, _ treatment: DependenceTreatment, _ asked: DriftPeer?) async throws {
    let names = try names(left, right)
    var progress = ProgressLine(total: names.count, unit: "columns", every: 1)
    var found: [ColumnWork.Outcome?] = names.map { _ in nil }
    // One task a column, as many at a time as there are cores; each draws from a generator of its own, so their order does not matter.
    try await withThrowingTaskGroup(of: (Int, ColumnWork.Outcome).self) { tasks in
      var (next, done) = (0, 0)
      func start() throws {
        guard next < names.count else { return }
        let (index, name) = (next, names[next])
        let work = ColumnWork(
          name: name, reference: try left.column(named: name).values, current: try right.column(named: name).values, treatment: treatment, asked: asked,
          seed: seed &+ UInt64(index) &* 0x9e37_79b9, outlines: html != nil)
        next += 1
        tasks.addTask { (index, try work.run()) }
      }
      for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { try start() }
      while let (index, outcome) = try await tasks.next() {
        found[index] = outcome
        done += 1
        progress.advance(to: done)
        try start()
      }
    }
    progress.end()
    let outcomes = found.compactMap { $0 }
    var numeric: (names: [String], reference: [[Double]], current: [[Double]]) = ([], [], [])
    for name in names {
      guard let a = try left.column(named: name).numbers, let b = try right.column(named: name).numbers else { continue }
      numeric.names.append(name)
      numeric.reference.append(a)
      numeric.current.append(b)
    }
    var page = ComparisonPage()
    for outcome in outcomes { page.add(outcome.outline, of: outcome.compared.name) }
    var generator = Xoshiro256(seed: seed)
    let multivariate = try jointly(numeric.names, numeric.reference, numeric.current, asked, &generator)
    try finish(outcomes.map(\.compared), outcomes.compactMap(\.peer), multivariate, page, rows: (left.rowCount, right.rowCount))
  }

  /// The joint comparison; nil where it was not asked for, a peer judges, or the columns do not allow it, which is said.
  private func jointly(
    _ names: [String], _ reference: [[Double]], _ current: [[Double]], _ asked: DriftPeer?, _ generator: inout Xoshiro256
  ) throws -> MultivariateReport? {
    guard joint, asked == nil, names.count >= 2 else { return nil }
    var configuration = MultivariateConfiguration(alpha: alpha)
    if dependence == "block" { configuration.scheme = .blocks(length: block ?? 20) }
    do throws(MultivariateComparisonError) {
      return MultivariateReport(
        try MultivariateComparison(names: names, reference: reference, current: current, configuration: configuration, using: &generator))
    } catch {
      if case .badSetting = error { throw error.diagnostic }
      Terminal.say("note: no joint comparison: \(error.diagnostic.message)")
      return nil
    }
  }

  private func finish(
    _ compared: [ComparedColumn], _ peers: [PeerComparison], _ multivariate: MultivariateReport?, _ page: ComparisonPage, rows: (Int, Int)
  ) throws {
    let comparison = try Diagnostic.from { () throws(DriftError) in
      try DriftComparison(columns: compared, alpha: alpha, minimumEffect: minEffect)
    }
    let report = ComparisonReport(
      comparison, multivariate: multivariate?.json ?? .null, multivariateDrifted: multivariate?.comparison.drifted ?? false, peers: peers)
    if let html {
      try page.write(
        to: html, report, joint: multivariate, files: [("reference", reference, rows.0), ("current", current, rows.1)])
    }
    if json {
      Terminal.print(report.json.description)
    } else {
      if let multivariate { Terminal.print(multivariate.text) }
      Terminal.print(report.text)
    }
    if report.drifted { throw ArgumentParser.ExitCode(Domain.ExitCode.no.rawValue) }
  }

  // MARK: Larger than memory

  private func compareProfiles(
    _ left: ReferenceProfile, _ names: [String], _ right: ReferenceProfile, _ namesNow: [String], _ treatment: DependenceTreatment, _ asked: DriftPeer?
  ) throws {
    try refuseInOrder(treatment, "a comparison by sketches")
    try refuseForSketches(asked)
    let common = names.filter { namesNow.contains($0) }
    for name in names + namesNow where !common.contains(name) { Terminal.say("note: \"\(name)\" is in one of the files only and was not compared") }
    let comparison = try Diagnostic.from { () throws(DriftError) in
      try SketchedDriftComparison(names: common, reference: left, current: right, alpha: alpha, minimumEffect: minEffect)
    }
    let report = SketchReport(comparison)
    Terminal.print(json ? report.json.description : report.text)
    if comparison.drifted { throw ArgumentParser.ExitCode(Domain.ExitCode.no.rawValue) }
  }

  private func compareSorted(_ options: CSVReader.Options, _ asked: DriftPeer?) throws {
    let folder = FileManager.default.temporaryDirectory.path
    let left = try SortedTable(path: reference, options: options, folder: folder)
    let right = try SortedTable(path: current, options: options, folder: folder)
    var compared: [ComparedColumn] = []
    var peers: [PeerComparison] = []
    for name in left.names {
      switch (left[name], right[name]) {
      case (.sorted(let a), .sorted(let b)):
        let (mine, now) = (try SortedTable.sample(a), try SortedTable.sample(b))
        compared.append(
          .numeric(try Diagnostic.from { () throws(DriftError) in try ColumnComparison(name: name, reference: mine, current: now) }))
        guard let asked else { continue }
        peers.append(try Diagnostic.from { () throws(DriftError) in try PeerComparison(as: asked, name: name, reference: mine, current: now) })
      case (.counted(let a, let empty), .counted(let b, let emptyNow)):
        let counts = CategoryCounts(reference: a, current: b)
        compared.append(
          .categorical(
            try Diagnostic.from { () throws(DriftError) in
              try CategoricalComparison(name: name, counts: counts, missingReference: empty, missingCurrent: emptyNow)
            }))
      default: Terminal.say("note: \"\(name)\" is not in both files, or of another kind in one, and was not compared")
      }
    }
    Terminal.say("note: sorted on disk; rows are not kept together, so there is no joint comparison")
    try finish(compared, peers, nil, ComparisonPage(), rows: (left.rowCount, right.rowCount))
  }

  /// Sketches and sorted files have forgotten the order of their rows.
  private func refuseInOrder(_ treatment: DependenceTreatment, _ what: String) throws(Diagnostic) {
    if case .independent = treatment { return }
    throw Diagnostic(
      code: "drift.order_lost", exitCode: .usage, message: "--dependence \(dependence) needs the rows in their order, which \(what) does not keep",
      hint: "choose a part that fits memory, or leave --dependence out")
  }

  private func refuseForSketches(_ asked: DriftPeer?) throws(Diagnostic) {
    if let asked {
      throw Diagnostic(
        code: "drift.sketch_peer", exitCode: .usage, message: "--as \(asked.rawValue) is not answered from sketches", hint: "add --exact")
    }
    if html != nil {
      throw Diagnostic(code: "drift.sketch_html", exitCode: .usage, message: "--html needs the values, and sketches do not keep them", hint: "add --exact, or use --json")
    }
  }

  // MARK: What was asked

  private func treatment() throws(Diagnostic) -> DependenceTreatment {
    switch dependence {
    case "none": .independent
    case "effective": .effectiveSize
    case "block": .blockPermutation(length: block, permutations: permutations)
    default:
      throw Diagnostic(
        code: "drift.dependence", exitCode: .usage, message: "--dependence \(dependence) is not known", hint: "give none, effective or block")
    }
  }

  private func askedPeer() throws(Diagnostic) -> DriftPeer? {
    guard let peer else { return nil }
    guard let known = DriftPeer(rawValue: peer) else {
      throw Diagnostic(
        code: "drift.peer", exitCode: .usage, message: "--as \(peer): no such peer",
        hint: "known are \(DriftPeer.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return known
  }
}
