import ArgumentParser
import Domain
import Drift
import Reports
import Tables

/// `friday drift monitor FILE`: all columns of a table, row after row, under one error rate.
struct DriftMonitorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitor", abstract: "Watch all numeric columns of a table in order, under one error rate over all of them and all time.",
    discussion: """
      The first --reference rows are what the rest is held against. Each event says by which detector, how big the drift is, what to do, and under which \
      guarantee. Values that depend on their past are whitened (default) or averaged in blocks. Exit 1 when anything was found.
      """)

  @Argument(help: "Table, rows in order of time") var file: String
  @Option(name: .long, help: "Only this column; repeat for more") var column: [String] = []
  @Option(name: .long, help: "At most one false alarm in so many rows, expected") var falseAlarms = 1e6
  @Option(name: .long, help: "Instead: the expected share of false ones among all alarms, such as 0.1") var fdr: Double?
  @Option(name: .long, help: "Rows of the reference") var reference = 500
  @Option(name: .long, help: "whitened, none, or a number of rows to average") var dependence = "whitened"
  @Option(name: .long, help: "Seed of tie breaking") var seed: UInt64 = 1
  @Flag(name: .long, help: "Print one JSON document") var json = false

  func validate() throws {
    guard falseAlarms > 1, (30...1_000_000).contains(reference) else { throw ValidationError("--false-alarms is above 1, --reference 30…1,000,000") }
    if let fdr, !(fdr > 0 && fdr < 1) { throw ValidationError("--fdr is a share above 0 and below 1") }
  }

  func run() async throws {
    let table = try TableFormat.read(file, options: CSVReader.Options(columns: column.isEmpty ? nil : column), duckDB: TableLoader.duckDB)
    var (names, columns): ([String], [[Double]]) = ([], [])
    for found in table.columns {
      guard let numbers = found.numbers else {
        Terminal.say("note: \"\(found.name)\" holds text and was not watched")
        continue
      }
      names.append(found.name)
      columns.append(numbers)
    }
    guard !names.isEmpty else { throw DriftError.noColumns.diagnostic }
    var settings = DriftMonitorConfiguration()
    settings.reference = reference
    settings.control = fdr.map { .falseDiscoveries(rate: $0, epoch: reference) } ?? .falseAlarms(rows: falseAlarms)
    settings.dependence = try treatment()
    var monitor = try Diagnostic.from { () throws(DriftError) in
      try DriftMonitor(configuration: settings, model: file, streams: names.map { MonitoredStream.Name($0) }, seed: seed)
    }
    var found: [MonitorReport.Entry] = []
    var events: [DriftEvent] = []
    var values = [Double](repeating: 0, count: names.count)
    var progress = ProgressLine(total: table.rowCount, unit: "rows")
    for row in 0..<table.rowCount {
      for index in values.indices { values[index] = columns[index][row] }
      monitor.observe(values.span, at: Timestamp(nanoseconds: Int64(row)), events: &events)
      for event in events { found.append(MonitorReport.Entry(row: row, event: event)) }
      events.removeAll(keepingCapacity: true)
      progress.advance(to: row)
    }
    progress.end()
    let report = MonitorReport(columns: names, rows: table.rowCount, missing: monitor.missingValues, events: found)
    Terminal.print(json ? report.json.description : report.text)
    if report.drifted { throw ArgumentParser.ExitCode(Domain.ExitCode.no.rawValue) }
  }

  private func treatment() throws(Diagnostic) -> DriftMonitorConfiguration.Dependence {
    switch dependence {
    case "whitened": return .whitened(order: 2)
    case "none": return .none
    default:
      guard let size = Int(dependence), (1...1_000_000).contains(size) else {
        throw Diagnostic(
          code: "drift.dependence", exitCode: .usage, message: "--dependence \(dependence) is not known",
          hint: "give whitened, none, or the number of rows of a block")
      }
      return .blocks(size)
    }
  }
}
