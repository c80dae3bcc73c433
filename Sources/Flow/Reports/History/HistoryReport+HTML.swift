internal import Drift
internal import Statistics

extension HistoryReport {
  /// The history as a page: KS D of every column over time beside what its level asks for, drifted windows and change points marked.
  ///
  /// - Parameters:
  ///   - title: what was looked at, in a few words.
  ///   - provenance: where the numbers come from.
  public func page(title: String, provenance: HTMLReport.Provenance) -> HTMLReport {
    let plan = comparison.plan
    let reference = plan.mode == .sliding ? "the \(plan.reference) before" : "the first \(plan.reference)"
    let series = comparison.columns.indices.map { place in
      let column = comparison.columns[place]
      return HTMLReport.Series(
        name: column.name, values: column.measurements.map { $0.evidence?.kolmogorovSmirnov.statistic ?? .nan },
        drifted: comparison.findings.indices.filter { comparison.findings[$0][place].drifted },
        changePoints: windows(of: place))
    }
    var report = HTMLReport(
      title: title, verdict: verdict, drifted: comparison.drifted,
      history: HTMLReport.History(
        statistic: "KS D of each \(plan.every) against \(reference)", starts: plan.windows.map(\.start), series: series),
      provenance: provenance)
    report.columns = columnSummaries.map { summary in
      let column = comparison.columns[summary.place]
      let worst = summary.worst
      return HTMLReport.Column(
        name: column.name, drifted: !summary.drifted.isEmpty,
        reason: worst.map { "worst window \(short(plan.windows[$0].start)): \(comparison.findings[$0][summary.place].reason)" }
          ?? "no window could be judged",
        figures: [
          .init("windows judged", Double(summary.judged)), .init("windows drifted", Double(summary.drifted.count)),
          .init("worst D", worst == nil ? nil : summary.distance), .init("change points", Double(column.changePoints.count)),
        ])
    }
    return report
  }

  /// The windows that hold a column's change points; those before the first window are left out, because no window shows them.
  private func windows(of place: Int) -> [Int] {
    var found: [Int] = []
    for time in comparison.changeTimes[place] {
      guard let index = comparison.plan.windows.firstIndex(where: { $0.start <= time && time < $0.end }) else { continue }
      if found.last != index { found.append(index) }
    }
    return found
  }
}
