internal import Drift
internal import Statistics

extension ComparisonReport {
  /// Members of a column of numbers: counts of infinities, all statistics, critical values, summaries.
  func numeric(_ numbers: ColumnComparison, _ column: DriftComparison.Column, _ criticalCramerVonMises: Double) -> [JSONTree.Member] {
    [
      .init("inf_reference", .integer(numbers.reference.infiniteCount)),
      .init("inf_current", .integer(numbers.current.infiniteCount)),
      .init("statistics", .object(ranks(numbers, column) + histograms(numbers.distance, numbers.populationStability) + moments(numbers))),
      .init("critical", .object(critical(numbers, criticalCramerVonMises))),
      .init("summary", .object([.init("reference", summary(numbers.reference)), .init("current", summary(numbers.current))])),
      .init(
        "autocorrelation_time", .optional(numbers.dependence?.time)),
    ]
  }

  private func ranks(_ numbers: ColumnComparison, _ column: DriftComparison.Column) -> [JSONTree.Member] {
    let test = numbers.kolmogorovSmirnov
    let (cvm, ad, mwu) = (numbers.ranks.cramerVonMises, numbers.ranks.andersonDarling, numbers.ranks.mannWhitney)
    return [
      .init(
        "ks",
        .object([
          .init("statistic", .number(test.statistic)), .init("location", .number(test.location)), .init("sign", .integer(test.sign)),
          .init("pvalue", .number(numbers.kolmogorovSmirnovPValue)), .init("pvalue_exact", .optional(numbers.exactPValue)),
          .init("pvalue_asymptotic", .optional(numbers.asymptoticPValue)), .init("pvalue_limiting", .number(test.limitingPValue())),
          .init("pvalue_holm", .number(column.adjustedPValue)), .init("greater", .number(test.greater)), .init("less", .number(test.less)),
        ])),
      .init(
        "kuiper", .object([.init("statistic", .number(numbers.ranks.kuiper.statistic)), .init("pvalue", .number(numbers.ranks.kuiper.pValue()))])),
      .init("cvm", .object([.init("statistic", .number(cvm.statistic)), .init("pvalue", .number(cvm.asymptoticPValue()))])),
      .init(
        "ad",
        .object([
          .init("statistic", .optional(ad?.statistic)), .init("pvalue", .optional(ad?.limitingPValue())),
          .init("pvalue_table", .optional(ad?.tablePValue())),
        ])),
      .init(
        "mannwhitney",
        .object([
          .init("statistic", .number(mwu.statistic)), .init("pvalue", .optional(mwu.asymptoticPValue())),
          .init("effect", .number(mwu.commonLanguageEffect)),
        ])),
      .init("wasserstein", .object([.init("value", .optional(numbers.wasserstein)), .init("in_deviations", .optional(inDeviations(numbers)))])),
      .init("energy", .object([.init("value", .optional(numbers.energyDistance))])),
    ]
  }

  /// Wasserstein-1 in standard deviations of the reference: an effect without a unit.
  private func inDeviations(_ numbers: ColumnComparison) -> Double? {
    guard let distance = numbers.wasserstein, let deviation = numbers.reference.standardDeviation, deviation > 0 else { return nil }
    return distance / deviation
  }

  private func histograms(_ distance: DiscreteDistance, _ stability: PopulationStabilityIndex) -> [JSONTree.Member] {
    let n = Double(stability.referenceCounts.reduce(0, +))
    let m = Double(stability.currentCounts.reduce(0, +))
    return [
      .init(
        "psi",
        .object([
          .init("value", .number(stability.value)), .init("bins", .integer(stability.bins.count)), .init("method", .text(stability.bins.rule.rawValue)),
          .init("pvalue", .number(stability.pValue(referenceEffective: n, currentEffective: m))),
          .init("edges", .array(stability.bins.edges.map { .number($0) })),
          .init("reference_counts", .array(stability.referenceCounts.map { .integer($0) })),
          .init("current_counts", .array(stability.currentCounts.map { .integer($0) })),
        ]))
    ] + distances(distance)
  }

  /// Distances of two histograms, alike for bins and categories.
  func distances(_ distance: DiscreteDistance) -> [JSONTree.Member] {
    [
      .init(
        "js",
        .object([
          .init("value", .number(distance.jensenShannonDistance)), .init("divergence", .number(distance.jensenShannon)),
          .init("base2", .number(distance.jensenShannonDistanceBase2)),
        ])),
      .init("hellinger", .object([.init("value", .number(distance.hellinger))])),
      .init("tv", .object([.init("value", .number(distance.totalVariation))])),
      .init("linf", .object([.init("value", .number(distance.greatestDifference))])),
      .init("kl", .object([.init("value", .number(distance.kullbackLeibler()))])),
    ]
  }

  private func moments(_ numbers: ColumnComparison) -> [JSONTree.Member] {
    let ratio: Double? =
      if let s = numbers.reference.standardDeviation, let u = numbers.current.standardDeviation, s > 0 { u / s * (u / s) } else { nil }
    return [
      .init(
        "welch",
        .object([
          .init("statistic", .optional(numbers.welch?.statistic)), .init("df", .optional(numbers.welch?.degrees)),
          .init("pvalue", .optional(numbers.welch?.pValue)), .init("effect", .optional(numbers.welch?.effect)),
        ])),
      .init(
        "variance",
        .object([
          .init("method", .text("brown_forsythe")), .init("statistic", .optional(numbers.spread?.statistic)),
          .init("pvalue", .optional(numbers.spread?.pValue)), .init("ratio", .optional(ratio)),
        ])),
    ]
  }

  private func critical(_ numbers: ColumnComparison, _ criticalCramerVonMises: Double) -> [JSONTree.Member] {
    let alpha = comparison.alpha
    return [
      .init("ks", .number(numbers.criticalDistance(alpha: alpha))),
      .init("kuiper", .number(numbers.criticalKuiper(alpha: alpha))),
      .init("cvm", .number(criticalCramerVonMises)),
      .init("psi", .optional(numbers.populationStability.criticalValue(alpha: alpha))),
      .init("js", .optional(numbers.criticalJensenShannon(alpha: alpha))),
      .init("hellinger", .optional(numbers.criticalJensenShannon(alpha: alpha))),
      .init("psi_moderate", .number(0.1)), .init("psi_major", .number(0.25)),
    ]
  }

  private func summary(_ summary: SampleSummary) -> JSONTree {
    let names = ["min", "p05", "p25", "median", "p75", "p95", "max"]
    return .object(
      [.init("mean", .optional(summary.mean)), .init("std", .optional(summary.standardDeviation))]
        + zip(names, summary.quantiles).map { JSONTree.Member($0, .number($1)) })
  }
}
