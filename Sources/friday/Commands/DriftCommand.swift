import ArgumentParser
import Domain
import Drift
import Reports
import Simulation
import Statistics
import Tables

/// `friday drift`: did a history drift?
struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift", abstract: "Say whether data have drifted: two samples against each other, or one stream in order.",
    subcommands: [Compare.self, Stream.self, DriftHistoryCommand.self], defaultSubcommand: Compare.self)

  /// `friday drift --reference A --current B`.
  struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compare", abstract: "Compare two samples column by column (the default).",
      discussion: """
        A column is drifted when its null is rejected at --alpha after Holm over all columns and its effect is at least --min-effect: Kolmogorov–Smirnov \
        and D for numbers, G and the total variation for categories. Exit 1 when any column is. With --as the verdict is that peer's, by its own tests.
        """)

    @Option(name: .long, help: "Reference sample (CSV)") var reference: String
    @Option(name: .long, help: "Current sample (CSV)") var current: String
    @Option(name: .long, help: "Only this column; repeat for more") var column: [String] = []
    @Option(name: .long, help: "Family-wise level") var alpha = 0.05
    @Option(name: .long, help: "Smallest KS distance or total variation that counts; 0 turns it off") var minEffect = 0.05
    @Option(name: .customLong("as"), help: "Answer as a peer would: evidently, nannyml, frouros or capymoa") var peer: String?
    @Option(name: .long, help: "How values depend on their past: none, effective (sizes) or block (permutation)") var dependence = "none"
    @Option(name: .long, help: "Length of the blocks permuted; default twice the autocorrelation time") var block: Int?
    @Option(name: .long, help: "Block permutations") var permutations = 999
    @Option(name: .long, help: "Seed of the permutations") var seed: UInt64 = 1
    @Flag(name: .long, help: "Print one JSON document") var json = false

    func run() async throws {
      let treatment = try treatment()
      let asked = try askedPeer()
      let options = CSVReader.Options(columns: column.isEmpty ? nil : column)
      let reader = CSVReader(options: options)
      let (left, right) = (try reader.read(path: reference), try reader.read(path: current))
      var generator = Xoshiro256(seed: seed)
      var compared: [ComparedColumn] = []
      var peers: [PeerComparison] = []
      for name in try names(left, right) {
        let (a, b) = (try left.column(named: name).values, try right.column(named: name).values)
        switch (a, b) {
        case (.numeric(let a), .numeric(let b)):
          compared.append(
            .numeric(
              try Diagnostic.from { () throws(DriftError) in
                try ColumnComparison(name: name, reference: a, current: b, treatment: treatment, using: &generator)
              }))
          guard let asked else { continue }
          peers.append(
            try Diagnostic.from { () throws(DriftError) in
              try PeerComparison(as: asked, name: name, reference: SortedSample(a), current: SortedSample(b))
            })
        case (.categorical(let a, let names), .categorical(let b, let namesNow)):
          let counts = CategoryCounts(reference: Self.counts(a, names), current: Self.counts(b, namesNow))
          compared.append(
            .categorical(
              try Diagnostic.from { () throws(DriftError) in
                try CategoricalComparison(
                  name: name, counts: counts, missingReference: a.count { $0 < 0 }, missingCurrent: b.count { $0 < 0 })
              }))
          guard let asked else { continue }
          peers.append(try Diagnostic.from { () throws(DriftError) in try PeerComparison(as: asked, name: name, counts: counts) })
        default: continue
        }
      }
      let comparison = try Diagnostic.from { () throws(DriftError) in
        try DriftComparison(columns: compared, alpha: alpha, minimumEffect: minEffect)
      }
      let report = ComparisonReport(comparison, peers: peers)
      Terminal.print(json ? report.json.description : report.text)
      if report.drifted { throw ArgumentParser.ExitCode(Domain.ExitCode.no.rawValue) }
    }

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

    /// Rows a text, empty cells left out.
    private static func counts(_ codes: [Int32], _ dictionary: [String]) -> [String: Int] {
      var rows = [Int](repeating: 0, count: dictionary.count)
      for code in codes where code >= 0 { rows[Int(code)] += 1 }
      return Dictionary(zip(dictionary, rows).filter { $0.1 > 0 }, uniquingKeysWith: +)
    }

    /// Columns of one kind that both files have; the others are named on standard error, and refused when they were asked for.
    private func names(_ left: NumericTable, _ right: NumericTable) throws(Diagnostic) -> [String] {
      var names: [String] = []
      for found in left.columns {
        guard let other = right[found.name] else {
          Terminal.say("note: \"\(found.name)\" is only in \(left.source) and was not compared")
          continue
        }
        if (found.numbers == nil) == (other.numbers == nil) {
          names.append(found.name)
          continue
        }
        let text = found.numbers == nil ? left.source : right.source
        guard !column.contains(found.name) else {
          throw Diagnostic(
            code: "drift.mixed_column", exitCode: .badData, message: "the column \"\(found.name)\" holds text in \(text) and numbers in the other file",
            hint: "make both files agree, or leave the column out")
        }
        Terminal.say("note: \"\(found.name)\" holds text in \(text) only and was not compared")
      }
      for other in right.columns where left[other.name] == nil {
        Terminal.say("note: \"\(other.name)\" is only in \(right.source) and was not compared")
      }
      guard !names.isEmpty else {
        throw Diagnostic(
          code: "drift.no_columns", exitCode: .badData, message: "\(left.source) and \(right.source) have no column in common",
          hint: "check the header lines of both files")
      }
      return names
    }
  }

  /// `friday drift stream FILE --column C --detector D`.
  struct Stream: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stream", abstract: "Run one detector over a column in order.",
      discussion: "Detectors: \(DetectorCatalogue.names.joined(separator: ", ")).")

    @Argument(help: "Table (CSV)") var file: String
    @Option(name: .long, help: "Column of numbers") var column: String
    @Option(name: .long, help: "Detector, such as adwin or adwin_river[delta=0.01]") var detector: String
    @Option(name: .customLong("set"), help: "A parameter as key=value; repeat for more") var parameters: [String] = []
    @Flag(name: .long, help: "Print one JSON document") var json = false

    func run() async throws {
      let run = try Diagnostic.from { () throws(DriftError) in
        var key = try DetectorKey(parsing: detector)
        for parameter in parameters {
          let halves = parameter.split(separator: "=", maxSplits: 1)
          guard halves.count == 2 else { throw .malformedKey(parameter, reason: "a parameter is key=value") }
          try key.set(String(halves[0]), String(halves[1]))
        }
        return key
      }
      let found = try CSVReader(options: CSVReader.Options(columns: [column])).read(path: file).column(named: column)
      guard let values = found.numbers else {
        throw Diagnostic(
          code: "drift.text_column", exitCode: .badData, message: "the column \"\(column)\" of \(file) holds text; a detector wants numbers",
          hint: "name a column of numbers")
      }
      let report = StreamReport(try Diagnostic.from { () throws(DriftError) in try DetectorRun(run, over: values) })
      Terminal.print(json ? report.json.description : report.text)
    }
  }
}
