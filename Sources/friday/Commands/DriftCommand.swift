import ArgumentParser
import Domain
import Drift
import Reports
import Tables

/// `friday drift`: did a history drift?
struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift", abstract: "Say whether data have drifted: two samples against each other, or one stream in order.",
    subcommands: [
      DriftCompareCommand.self, Stream.self, DriftHistoryCommand.self, DriftMonitorCommand.self, DriftPerformanceCommand.self,
      DriftStudyCommand.self,
    ], defaultSubcommand: DriftCompareCommand.self)

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
