internal import Domain
internal import Drift
internal import Statistics

extension HistoryReport {
  /// Windows and change points listed at most.
  static let listed = 20

  /// A table of columns, the drifting first, then change points, drifted windows and windows too small, the verdict last; at most 80 characters a line.
  public var text: String {
    var table = TextTable(
      ["column", "judged", "drifted", "first drift", "worst D", "in window", "changes"], alignedLeft: [0, 3, 5], widest: 24)
    for summary in columnSummaries.sorted(by: { ($0.drifted.isEmpty ? 1 : 0, -$0.distance) < ($1.drifted.isEmpty ? 1 : 0, -$1.distance) }) {
      table.add([
        comparison.columns[summary.place].name, "\(summary.judged)", "\(summary.drifted.count)", summary.drifted.first.map(moment) ?? "-",
        summary.worst == nil ? "-" : NumberText.short(summary.distance), summary.worst.map(moment) ?? "-",
        "\(comparison.columns[summary.place].changePoints.count)",
      ])
    }
    return table.text + changeLines + windowLines + notes + TextTable.wrapped(verdict)
  }

  /// What the table says of a column.
  struct ColumnSummary {
    var place: Int
    var judged: Int
    var drifted: [Int]
    var worst: Int?
    var distance: Double
  }

  var columnSummaries: [ColumnSummary] {
    comparison.columns.indices.map { place in
      var summary = ColumnSummary(place: place, judged: 0, drifted: [], worst: nil, distance: 0)
      for (index, measurement) in comparison.columns[place].measurements.enumerated() {
        guard let evidence = measurement.evidence else { continue }
        summary.judged += 1
        if comparison.findings[index][place].drifted { summary.drifted.append(index) }
        if summary.worst == nil || evidence.kolmogorovSmirnov.statistic > summary.distance {
          (summary.worst, summary.distance) = (index, evidence.kolmogorovSmirnov.statistic)
        }
      }
      return summary
    }
  }

  private func moment(_ index: Int) -> String { short(comparison.plan.windows[index].start) }

  /// The date, with the minute where windows are shorter than a day, with more where they need it.
  func short(_ time: Timestamp) -> String {
    let text = time.description
    let every = comparison.plan.every.nanoseconds
    if every % 86_400_000_000_000 == 0 { return String(text.prefix(10)) }
    if every % 60_000_000_000 == 0 { return text.prefix(16) + "Z" }
    return text.prefix(every % 1_000_000_000 == 0 ? 19 : 23) + "Z"
  }

  private var changeLines: String {
    var lines = ""
    var count = 0
    for (column, times) in zip(comparison.columns, comparison.changeTimes) {
      for (point, time) in zip(column.changePoints, times) {
        count += 1
        guard count <= Self.listed else { continue }
        lines += TextTable.wrapped(
          "change of \(column.name.prefix(40)) at \(time.description.prefix(19))Z: median \(NumberText.short(point.medianBefore)) → "
            + "\(NumberText.short(point.medianAfter)), D \(NumberText.short(point.effect))", indent: 2)
      }
    }
    return lines + (count > Self.listed ? "… and \(count - Self.listed) change points more (--json lists all)\n" : "")
  }

  private var windowLines: String {
    let drifted = comparison.driftedWindows
    var lines = ""
    for index in drifted.prefix(Self.listed) {
      let names = comparison.columns.indices.filter { comparison.findings[index][$0].drifted }.map {
        String(comparison.columns[$0].name.prefix(40))
      }
      let shown = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " and \(names.count - 8) more" : "")
      lines += TextTable.wrapped("drift in \(moment(index)): \(shown)", indent: 2)
    }
    return lines + (drifted.count > Self.listed ? "… and \(drifted.count - Self.listed) drifted windows more (--json lists all)\n" : "")
  }

  private var notes: String {
    var notes = ""
    let small = comparison.smallWindows
    if !small.isEmpty {
      let shown = small.prefix(6).map(moment).joined(separator: ", ") + (small.count > 6 ? ", …" : "")
      notes += TextTable.wrapped(
        "too small to judge (fewer than \(comparison.options.minimumCount) values on a side): \(small.count) windows: \(shown)", indent: 2)
    }
    let partly = comparison.findings.reduce(0) { $0 + $1.count { $0.level == nil } } - small.count * comparison.columns.count
    if partly > 0 { notes += TextTable.wrapped("too small in single columns: \(partly) times", indent: 2) }
    let missing = comparison.columns.reduce(0) { $0 + $1.missing }
    if missing > 0 { notes += "NaN or empty, left out: \(missing) values\n" }
    if comparison.options.dependence == .independent {
      let dependent = comparison.columns.filter { $0.dependence?.isEvident ?? false }.map { String($0.name.prefix(40)) }
      if !dependent.isEmpty {
        notes += TextTable.wrapped(
          "values depend on their past in \(dependent.prefix(6).joined(separator: ", "))\(dependent.count > 6 ? ", …" : ""): "
            + "judge by --dependence effective", indent: 2)
      }
    }
    return notes
  }

  /// The verdict in one sentence.
  public var verdict: String {
    let windows = comparison.plan.windows.count
    let options = comparison.options
    let terms = "(\(options.control.rawValue) at \(NumberText.short(options.alpha)), D ≥ \(NumberText.short(options.minimumEffect)))"
    let changes = comparison.columns.reduce(0) { $0 + $1.changePoints.count }
    let changed = changes == 0 ? "no change point" : "\(changes) change point\(changes == 1 ? "" : "s")"
    let drifted = comparison.driftedWindows
    guard let first = drifted.first else {
      return comparison.tests == 0
        ? "Nothing could be judged: all \(windows) windows are too small; \(changed)."
        : "No drift shown in \(windows) window\(windows == 1 ? "" : "s") \(terms); \(changed)."
    }
    return "Drift in \(drifted.count) of \(windows) window\(windows == 1 ? "" : "s"), first in \(moment(first)) \(terms); \(changed)."
  }
}
