import ArgumentParser
import Domain
import Drift
import Foundation
import Reports
import Tables

/// `friday export notebook DIR`.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write what other tools read.", subcommands: [Notebook.self])

  /// `friday export notebook DIR`: the same drift analysis for Jupyter.
  struct Notebook: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "notebook", abstract: "Write a drift analysis as a Jupyter notebook with its data, redone by numpy and scipy alone.",
      discussion: """
        With --history FILE (and --time, --every, --window-reference) a history judged window by window; with --reference A --current B two samples \
        compared; with neither a small seeded example of a history. Files that stand there already are kept unless --force is given.
        """)

    @Argument(help: "Folder to write; made when it is not there") var folder: String
    @Option(name: .long, help: "Reference sample") var reference: String?
    @Option(name: .long, help: "Current sample") var current: String?
    @Option(name: .long, help: "History, rows in order of time") var history: String?
    @Option(name: .long, help: "Time column of the history") var time: String?
    @Option(name: .long, help: "Length of a window of the history") var every = "1d"
    @Option(name: .long, help: "Length of the reference of the history") var windowReference = "30d"
    @Option(name: .long, help: "Only this column; repeat for more") var column: [String] = []
    @Option(name: .long, help: "Level") var alpha = 0.05
    @Option(name: .long, help: "Smallest KS distance that counts; 0 turns it off") var minEffect = 0.05
    @Flag(name: .long, help: "Replace files that stand there already") var force = false

    func run() async throws {
      let export: NotebookExport
      switch (history, reference, current) {
      case (nil, nil, nil): export = try await example()
      case (let file?, nil, nil): export = try await ofHistory(file)
      case (nil, let reference?, let current?): export = try compared(reference, current)
      default:
        throw Diagnostic(
          code: "export.sources", exitCode: .usage, message: "name either a history, or a reference and a current sample",
          hint: "--history FILE --time T, or --reference A --current B")
      }
      try write(export.files)
    }

    private func ofHistory(_ file: String) async throws -> NotebookExport {
      guard let time else {
        throw Diagnostic(code: "export.time", exitCode: .usage, message: "a history needs its time column named", hint: "--time T")
      }
      let input = try HistoryInput(path: file, time: time, names: column)
      return try await judged(
        input, every: every, reference: windowReference, origin: "From \(URL(fileURLWithPath: file).lastPathComponent).")
    }

    private func example() async throws -> NotebookExport {
      let sample = NotebookSample()
      let times = try Diagnostic.fromHistory { () throws(HistoryError) in try sample.times() }
      let input = HistoryInput(times: times, columns: sample.columns.map { ($0.name, $0.values) })
      return try await judged(input, every: NotebookSample.every, reference: NotebookSample.reference, origin: NotebookSample.origin)
    }

    private func judged(_ input: HistoryInput, every: String, reference: String, origin: String) async throws -> NotebookExport {
      let options = HistoryOptions(alpha: alpha, minimumEffect: minEffect)
      let plan = try Diagnostic.fromHistory { () throws(HistoryError) in
        try options.validate()
        return try HistoryPlan(input.times, every: HistorySpan(parsing: every), reference: HistorySpan(parsing: reference))
      }
      let report = HistoryReport(try await input.judged(plan, options))
      return NotebookExport(
        history: report, times: input.times, columns: input.columns.map { NotebookExport.Column(name: $0.name, values: $0.values) },
        origin: origin)
    }

    private func compared(_ left: String, _ right: String) throws -> NotebookExport {
      let options = CSVReader.Options(columns: column.isEmpty ? nil : column)
      let (reference, current) = (try TableFormat.read(left, options: options), try TableFormat.read(right, options: options))
      var pairs: [(name: String, reference: [Double], current: [Double])] = []
      for found in reference.columns {
        guard let a = found.numbers, let b = current[found.name]?.numbers else {
          Terminal.say("note: \"\(found.name)\" is no column of numbers in both files and was left out")
          continue
        }
        pairs.append((found.name, a, b))
      }
      let comparison = try Diagnostic.from { () throws(DriftError) in
        var columns: [ComparedColumn] = []
        for pair in pairs {
          columns.append(.numeric(try ColumnComparison(name: pair.name, reference: pair.reference, current: pair.current)))
        }
        return try DriftComparison(columns: columns, alpha: alpha, minimumEffect: minEffect)
      }
      return NotebookExport(
        comparison: ComparisonReport(comparison), reference: pairs.map { .init(name: $0.name, values: $0.reference) },
        current: pairs.map { .init(name: $0.name, values: $0.current) },
        origin: "From \(URL(fileURLWithPath: left).lastPathComponent) and \(URL(fileURLWithPath: right).lastPathComponent).")
    }

    /// Writes all files or, when one stands in the way, none.
    private func write(_ files: [NotebookExport.File]) throws(Diagnostic) {
      let base = URL(fileURLWithPath: folder, isDirectory: true)
      if !force, let taken = files.first(where: { FileManager.default.fileExists(atPath: base.appendingPathComponent($0.name).path) }) {
        throw Diagnostic(
          code: "export.exists", exitCode: .usage, message: "\(base.appendingPathComponent(taken.name).path) is there already",
          hint: "name another folder, or pass --force to replace it")
      }
      do {
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        for file in files { try Data(file.bytes).write(to: base.appendingPathComponent(file.name), options: .atomic) }
      } catch {
        throw Diagnostic(
          code: "export.write", exitCode: .unavailable, message: "\(folder) cannot be written: \(error.localizedDescription)",
          hint: "name a folder you may write to")
      }
      for file in files { Terminal.print(base.appendingPathComponent(file.name).path) }
    }
  }
}
