import ArtifactFiles
import Domain
import Drift
import Foundation
import Reports
import Telemetry

/// The HTML page of a comparison: gathers what the charts need while the columns are in memory, and writes one file.
struct ComparisonPage {
  private var distributions: [String: HTMLReport.Distribution] = [:]

  /// Keeps the outline of a numeric column's two samples.
  mutating func distribution(of name: String, _ reference: [Double], _ current: [Double]) {
    distributions[name] = HTMLReport.Distribution(
      reference: reference.filter(\.isFinite).sorted(), current: current.filter(\.isFinite).sorted())
  }

  /// Writes the page.
  ///
  /// - Throws: `html.write` with exit code 69.
  func write(
    to path: String, _ report: ComparisonReport, joint: MultivariateReport?, files: [(role: String, path: String, rows: Int)]
  ) throws(Diagnostic) {
    let sources = files.map { HTMLReport.Source(role: $0.role, path: $0.path, sha256: Self.digest($0.path), rows: $0.rows) }
    let provenance = HTMLReport.Provenance(
      command: (["friday"] + CommandLine.arguments.dropFirst()).joined(separator: " "), version: Version.text, time: JSONLogHandler.wallClock(),
      sources: sources)
    let title = files.map { URL(fileURLWithPath: $0.path).lastPathComponent }.joined(separator: " against ")
    var page = HTMLReport(
      title: title, verdict: [report.verdict, joint?.verdict].compactMap { $0 }.joined(separator: " "), drifted: report.drifted, provenance: provenance)
    page.columns = report.comparison.columns.map { column in
      let compared = column.comparison
      var facts: [HTMLReport.Fact] = [
        .init("values", Double(compared.counts.reference), Double(compared.counts.current)),
        .init("missing", Double(compared.missing.reference), Double(compared.missing.current)),
      ]
      var wasserstein: Double?
      if case .numeric(let numbers) = compared {
        wasserstein = numbers.wasserstein
        facts.append(.init("mean", numbers.reference.mean, numbers.current.mean))
        facts.append(.init("standard deviation", numbers.reference.standardDeviation, numbers.current.standardDeviation))
        for (index, name) in ["minimum", "5 %", "25 %", "median", "75 %", "95 %", "maximum"].enumerated() {
          facts.append(.init(name, numbers.reference.quantiles[index], numbers.current.quantiles[index]))
        }
      }
      return HTMLReport.Column(
        name: compared.name, drifted: column.drifted, reason: column.reason,
        figures: [
          .init("effect", compared.effect), .init("p Holm", column.adjustedPValue), .init("PSI", compared.populationStability),
          .init("W1", wasserstein),
        ], facts: facts, distribution: distributions[compared.name])
    }
    do {
      try Data(page.page.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Diagnostic(
        code: "html.write", exitCode: .unavailable, message: "\(path) cannot be written: \(error.localizedDescription)", hint: "name a folder you may write to")
    }
    Terminal.say("wrote \(path)")
  }

  /// Of a regular file, read in pieces; nil for a pipe or one that has gone.
  private static func digest(_ path: String) -> String? {
    guard TableLoader.size(path) != nil, let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    var digest = SHA256()
    while let piece = try? handle.read(upToCount: 1 << 20), !piece.isEmpty { digest.update([UInt8](piece).span) }
    return digest.finish()
  }
}
