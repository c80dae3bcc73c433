import Domain
import Drift
import Foundation
import Reports

/// The HTML page of a comparison: gathers what the charts need while the columns are in memory, and writes one file.
struct ComparisonPage {
  private var distributions: [String: HTMLReport.Distribution] = [:]

  /// Keeps the outline of a numeric column's two samples.
  mutating func add(_ outline: HTMLReport.Distribution?, of name: String) { distributions[name] = outline }

  /// Writes the page.
  ///
  /// - Throws: `html.write` with exit code 69.
  func write(
    to path: String, _ report: ComparisonReport, joint: MultivariateReport?, files: [(role: String, path: String, rows: Int)]
  ) throws(Diagnostic) {
    let title = files.map { URL(fileURLWithPath: $0.path).lastPathComponent }.joined(separator: " against ")
    var page = HTMLReport(
      title: title, verdict: [report.verdict, joint?.verdict].compactMap { $0 }.joined(separator: " "), drifted: report.drifted,
      provenance: PageFile.provenance(files))
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
    try PageFile.write(page, to: path)
  }
}
