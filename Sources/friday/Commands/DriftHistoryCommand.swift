import ArgumentParser
import Domain
import Drift
import Foundation
import Reports

/// `friday drift history FILE --time T --every 1d --reference 30d`.
struct DriftHistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Slide over a history: every window against its reference, and change points.",
    discussion: """
      Windows begin at multiples of --every since 1970 (days at midnight UTC), the first where a whole --reference lies before it. A column is drifted in \
      a window when its Kolmogorov–Smirnov null is rejected at the level that the online control of the false discovery rate grants, and D is at least \
      --min-effect. Change points are found offline in the whole history, by ranks. Exit 0 whatever is found: the answer is in the document.
      """)

  @Argument(help: "Table, rows in order of time") var file: String
  @OptionGroup var history: HistoryArguments
  @Option(name: .long, help: "Write one self-contained HTML page") var html: String?
  @Flag(name: .long, help: "Print one JSON document") var json = false

  func run() async throws {
    let (input, plan, options) = try history.read(file)
    let report = HistoryReport(try await input.judged(plan, options))
    if let html {
      let provenance = PageFile.provenance([("history", file, input.times.values.count)])
      try PageFile.write(report.page(title: "\(URL(fileURLWithPath: file).lastPathComponent) over time", provenance: provenance), to: html)
    }
    Terminal.print(json ? report.json.description : report.text)
  }
}
