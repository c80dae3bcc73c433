public import Drift
internal import Statistics

/// Renders a comparison of two samples: the document of `friday drift --json`, and a table for people.
public struct ComparisonReport: Sendable {
  /// What is rendered.
  public let comparison: DriftComparison

  /// A report of a comparison.
  public init(_ comparison: DriftComparison) { self.comparison = comparison }

  /// The document of the command-line contract; keys whose part does not exist are null.
  public var json: JSONTree {
    .object([
      .init("columns", .array(comparison.columns.map(column))),
      .init("multivariate", .null),
      .init(
        "multiple_testing",
        .object([
          .init("method", .text("holm")), .init("alpha", .number(comparison.alpha)),
          .init("rejected", .array(comparison.columns.filter(\.rejected).map { .text($0.comparison.name) })),
        ])),
      .init("min_effect", .number(comparison.minimumEffect)),
      .init("drifted", .flag(comparison.drifted)),
    ])
  }

  private func column(_ column: DriftComparison.Column) -> JSONTree {
    let numbers = column.comparison
    let test = numbers.kolmogorovSmirnov
    let stability = numbers.populationStability
    return .object([
      .init("name", .text(numbers.name)),
      .init("kind", .text(numbers.kind)),
      .init("n_reference", .integer(numbers.reference.count)),
      .init("n_current", .integer(numbers.current.count)),
      .init("nan_reference", .integer(numbers.reference.nanCount)),
      .init("nan_current", .integer(numbers.current.nanCount)),
      .init("inf_reference", .integer(numbers.reference.infiniteCount)),
      .init("inf_current", .integer(numbers.current.infiniteCount)),
      .init(
        "statistics",
        .object([
          .init(
            "psi",
            .object([
              .init("value", .number(stability.value)), .init("bins", .integer(stability.bins.count)), .init("method", .text(stability.bins.rule.rawValue)),
              .init("edges", .array(stability.bins.edges.map { .number($0) })),
              .init("reference_counts", .array(stability.referenceCounts.map { .integer($0) })),
              .init("current_counts", .array(stability.currentCounts.map { .integer($0) })),
            ])),
          .init(
            "ks",
            .object([
              .init("statistic", .number(test.statistic)), .init("location", .number(test.location)), .init("sign", .integer(test.sign)),
              .init("pvalue", .number(numbers.pValue)), .init("pvalue_exact", .optional(numbers.exactPValue)),
              .init("pvalue_asymptotic", .optional(numbers.asymptoticPValue)), .init("pvalue_holm", .number(column.adjustedPValue)),
            ])),
          .init("wasserstein", .object([.init("value", .optional(numbers.wasserstein))])),
        ])),
      .init(
        "critical",
        .object([
          .init("ks", .number(numbers.criticalDistance(alpha: comparison.alpha))),
          .init("psi", .optional(stability.criticalValue(alpha: comparison.alpha))),
          .init("psi_moderate", .number(0.1)), .init("psi_major", .number(0.25)),
        ])),
      .init("summary", .object([.init("reference", summary(numbers.reference)), .init("current", summary(numbers.current))])),
      .init("drifted", .flag(column.drifted)),
      .init("reason", .text(column.reason)),
    ])
  }

  private func summary(_ summary: SampleSummary) -> JSONTree {
    let names = ["min", "p05", "p25", "median", "p75", "p95", "max"]
    return .object(
      [.init("mean", .optional(summary.mean)), .init("std", .optional(summary.standardDeviation))]
        + zip(names, summary.quantiles).map { JSONTree.Member($0, .number($1)) })
  }

  /// The verdict in one sentence.
  public var verdict: String {
    let drifted = comparison.columns.filter(\.drifted)
    let count = comparison.columns.count
    let terms = "(Holm at \(NumberText.short(comparison.alpha)), D ≥ \(NumberText.short(comparison.minimumEffect)))"
    guard let worst = drifted.max(by: { $0.comparison.kolmogorovSmirnov.statistic < $1.comparison.kolmogorovSmirnov.statistic }) else {
      return "No drift shown in \(count) column\(count == 1 ? "" : "s") \(terms)."
    }
    return "Drift in \(drifted.count) of \(count) column\(count == 1 ? "" : "s"), most in \(worst.comparison.name): "
      + "D \(NumberText.short(worst.comparison.kolmogorovSmirnov.statistic)) \(terms)."
  }

  /// A table of at most 80 characters a line, the drifting columns first, the verdict last.
  public var text: String {
    var table = TextTable(["column", "n", "n now", "D", "p Holm", "PSI", "W1", "verdict"], alignedLeft: [0, 7], widest: 22)
    let order = comparison.columns.sorted {
      ($0.drifted ? 0 : 1, -$0.comparison.kolmogorovSmirnov.statistic) < ($1.drifted ? 0 : 1, -$1.comparison.kolmogorovSmirnov.statistic)
    }
    for column in order {
      let numbers = column.comparison
      table.add([
        numbers.name, "\(numbers.reference.count)", "\(numbers.current.count)", NumberText.short(numbers.kolmogorovSmirnov.statistic),
        NumberText.short(column.adjustedPValue), NumberText.short(numbers.populationStability.value),
        numbers.wasserstein.map(NumberText.short) ?? "-", column.drifted ? "DRIFTED" : column.rejected ? "small" : "-",
      ])
    }
    var notes = ""
    let dropped = comparison.columns.reduce(0) { $0 + $1.comparison.reference.nanCount + $1.comparison.current.nanCount }
    if dropped > 0 { notes = "NaN or empty, left out: \(dropped) values\n" }
    return table.text + notes + TextTable.wrapped(verdict)
  }
}
