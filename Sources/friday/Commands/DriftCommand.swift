import ArgumentParser
import Domain
import Drift
import Reports
import Tables

/// `friday drift`: did a history drift?
struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift", abstract: "Say whether data have drifted: two samples against each other, or one stream in order.",
    subcommands: [Compare.self, Stream.self], defaultSubcommand: Compare.self)

  /// `friday drift --reference A --current B`.
  struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compare", abstract: "Compare two samples column by column (the default).",
      discussion: """
        A column is drifted when its Kolmogorov–Smirnov null is rejected at --alpha after Holm over all columns and D is at least --min-effect. \
        Exit 1 when any column is.
        """)

    @Option(name: .long, help: "Reference sample (CSV)") var reference: String
    @Option(name: .long, help: "Current sample (CSV)") var current: String
    @Option(name: .long, help: "Only this column; repeat for more") var column: [String] = []
    @Option(name: .long, help: "Family-wise level") var alpha = 0.05
    @Option(name: .long, help: "Smallest KS distance that counts; 0 turns it off") var minEffect = 0.05
    @Flag(name: .long, help: "Print one JSON document") var json = false

    func run() async throws {
      let options = CSVReader.Options(columns: column.isEmpty ? nil : column)
      let reader = CSVReader(options: options)
      let (left, right) = (try reader.read(path: reference), try reader.read(path: current))
      var compared: [ColumnComparison] = []
      for name in try names(left, right) {
        guard let a = try left.column(named: name).numbers, let b = try right.column(named: name).numbers else { continue }
        compared.append(try Diagnostic.from { () throws(DriftError) in try ColumnComparison(name: name, reference: a, current: b) })
      }
      let comparison = try Diagnostic.from { () throws(DriftError) in
        try DriftComparison(compared, alpha: alpha, minimumEffect: minEffect)
      }
      let report = ComparisonReport(comparison)
      Terminal.print(json ? report.json.description : report.text)
      if comparison.drifted { throw ArgumentParser.ExitCode(Domain.ExitCode.no.rawValue) }
    }

    /// Columns of numbers that both files have; the others are named on standard error, and refused when they were asked for.
    private func names(_ left: NumericTable, _ right: NumericTable) throws(Diagnostic) -> [String] {
      var names: [String] = []
      for found in left.columns {
        guard let other = right[found.name] else {
          Terminal.say("note: \"\(found.name)\" is only in \(left.source) and was not compared")
          continue
        }
        if found.numbers != nil, other.numbers != nil {
          names.append(found.name)
        } else if column.contains(found.name) {
          throw Diagnostic(
            code: "drift.text_column", exitCode: .badData, message: "the column \"\(found.name)\" holds text; this version compares numbers",
            hint: "leave it out, or encode it as numbers in both files")
        } else {
          Terminal.say("note: \"\(found.name)\" holds text and was not compared")
        }
      }
      for other in right.columns where left[other.name] == nil {
        Terminal.say("note: \"\(other.name)\" is only in \(right.source) and was not compared")
      }
      guard !names.isEmpty else {
        throw Diagnostic(
          code: "drift.no_columns", exitCode: .badData, message: "\(left.source) and \(right.source) have no column of numbers in common",
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
