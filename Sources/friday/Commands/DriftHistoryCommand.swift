import ArgumentParser
import ArtifactFiles
import Domain
import Drift
import Foundation
import Reports
import Telemetry

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
    if let html { try write(report, to: html, rows: input.times.values.count) }
    Terminal.print(json ? report.json.description : report.text)
  }

  private func write(_ report: HistoryReport, to path: String, rows: Int) throws(Diagnostic) {
    let provenance = HTMLReport.Provenance(
      command: (["friday"] + CommandLine.arguments.dropFirst()).joined(separator: " "), version: Version.text,
      time: JSONLogHandler.wallClock(),
      sources: [.init(role: "history", path: file, sha256: Self.digest(file), rows: rows)])
    let title = "\(URL(fileURLWithPath: file).lastPathComponent) over time"
    do {
      try Data(report.page(title: title, provenance: provenance).page.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Diagnostic(
        code: "html.write", exitCode: .unavailable, message: "\(path) cannot be written: \(error.localizedDescription)",
        hint: "name a folder you may write to")
    }
    Terminal.say("wrote \(path)")
  }

  /// Of a regular file, read in pieces; nil for a pipe or one that has gone.
  private static func digest(_ path: String) -> String? {
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    guard type == .typeRegular || type == .typeSymbolicLink, let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    var digest = SHA256()
    while let piece = try? handle.read(upToCount: 1 << 20), !piece.isEmpty { digest.update([UInt8](piece).span) }
    return digest.finish()
  }
}
