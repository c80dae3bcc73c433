internal import Domain
public import Drift
internal import Statistics

/// Renders a judged history: the document of `friday drift history --json`, and tables for people.
public struct HistoryReport: Sendable {
  /// What is rendered.
  public let comparison: HistoryComparison

  /// A report of a history.
  public init(_ comparison: HistoryComparison) { self.comparison = comparison }

  /// The document of the command-line contract; keys whose part does not exist are null.
  public var json: JSONTree {
    let options = comparison.options
    return .object([
      .init("windows", .array(comparison.plan.windows.indices.map(window))),
      .init("change_points", .array(comparison.columns.indices.flatMap(changePoints))),
      .init("every", .text(comparison.plan.every.description)),
      .init("reference", .text(comparison.plan.reference.description)),
      .init("reference_mode", .text(comparison.plan.mode.rawValue)),
      .init("dependence", .text(options.dependence.rawValue)),
      .init(
        "false_discovery",
        .object([
          .init("method", .text(options.control.rawValue)), .init("alpha", .number(options.alpha)),
          .init("initial_wealth", .number(options.initialWealth)), .init("tests", .integer(comparison.tests)),
          .init("rejected", .integer(comparison.findings.reduce(0) { $0 + $1.count { $0.rejected } })),
          .init("guarantee", .text(guarantee)),
        ])),
      .init("min_effect", .number(options.minimumEffect)),
      .init("min_count", .integer(options.minimumCount)),
      .init("columns", .array(comparison.columns.map(column))),
      .init("drifted", .flag(comparison.drifted)),
    ])
  }

  private func column(_ column: ColumnHistory) -> JSONTree {
    .object([
      .init("name", .text(column.name)), .init("nan", .integer(column.missing)),
      .init("autocorrelation_time", .optional(column.dependence?.time)),
      .init("autocorrelated", column.dependence.map { .flag($0.isEvident) } ?? .null),
    ])
  }

  private func window(_ index: Int) -> JSONTree {
    let window = comparison.plan.windows[index]
    return .object([
      .init("start", .text(window.start.description)),
      .init("end", .text(window.end.description)),
      .init(
        "reference",
        .object([.init("start", .text(window.referenceStart.description)), .init("end", .text(window.referenceEnd.description))])),
      .init("columns", .array(comparison.columns.indices.map { finding(index, $0) })),
      .init("drifted", .flag(comparison.findings[index].contains(where: \.drifted))),
    ])
  }

  private func finding(_ index: Int, _ place: Int) -> JSONTree {
    let measurement = comparison.columns[place].measurements[index]
    let finding = comparison.findings[index][place]
    let evidence = measurement.evidence
    let statistics =
      evidence.map { found -> JSONTree in
        let test = found.kolmogorovSmirnov
        return .object([
          .init(
            "ks",
            .object([
              .init("statistic", .number(test.statistic)), .init("location", .number(test.location)), .init("sign", .integer(test.sign)),
              .init("pvalue", .number(found.pValue)),
              .init("effective_counts", found.effectiveCounts.map { .array($0.map { .number($0) }) } ?? .null),
            ])),
          .init("psi", .object([.init("value", .number(found.populationStability)), .init("bins", .integer(found.bins))])),
          .init("wasserstein", .object([.init("value", .optional(found.wasserstein))])),
        ])
      } ?? .null
    return .object([
      .init("name", .text(comparison.columns[place].name)),
      .init("n_reference", .integer(measurement.referenceCount)), .init("n_current", .integer(measurement.currentCount)),
      .init("nan_reference", .integer(measurement.referenceMissing)), .init("nan_current", .integer(measurement.currentMissing)),
      .init("statistics", statistics),
      .init("level", .optional(finding.level)),
      .init("rejected", evidence == nil ? .null : .flag(finding.rejected)),
      .init("drifted", evidence == nil ? .null : .flag(finding.drifted)),
      .init("reason", .text(finding.reason)),
    ])
  }

  private func changePoints(_ place: Int) -> [JSONTree] {
    let column = comparison.columns[place]
    return zip(column.changePoints, comparison.changeTimes[place]).map { point, time in
      .object([
        .init("column", .text(column.name)), .init("time", .text(time.description)), .init("row", .integer(point.row)),
        .init("effect", .number(point.effect)), .init("median_before", .number(point.medianBefore)),
        .init("median_after", .number(point.medianAfter)),
        .init("gain", .number(point.gain)), .init("penalty", .number(column.penalty)),
      ])
    }
  }

  /// What the control promises, in one sentence.
  public var guarantee: String {
    let alpha = NumberText.short(comparison.options.alpha)
    let rate = "false discovery rate at most \(alpha) for independent p-values"
    guard comparison.options.control == .lord, comparison.options.dependence == .independent else { return rate }
    return rate
      + "; without any change an alarm in the whole history with probability at most \(NumberText.short(comparison.options.initialWealth)),"
      + " rows being independent"
  }
}
