internal import Drift
internal import Statistics

extension ComparisonReport {
  /// Categories listed in a document, at most: those whose shares differ most.
  static let listedCategories = 50

  /// Members of a column of categories: statistics, critical values, the categories that differ most, the new and the vanished.
  func categorical(_ column: CategoricalComparison, _ judged: DriftComparison.Column) -> [JSONTree.Member] {
    let distance = column.distance
    return [
      .init(
        "statistics",
        .object(
          [
            .init("g", outcome(column.likelihoodRatio)), .init("chi2", outcome(column.chiSquared)), .init("chi2_yates", outcome(column.chiSquaredYates)),
            .init(
              "fisher", column.fisher.map { .object([.init("odds_ratio", .number($0.oddsRatio)), .init("pvalue", .number($0.pValue))]) } ?? .null),
            .init("cramers_v", .object([.init("value", .optional(column.counts.table.cramersV))])),
            .init("psi", .object([.init("value", .number(distance.populationStability())), .init("bins", .integer(column.counts.names.count))])),
          ] + distances(distance))),
      .init("critical", .object(critical(column))),
      .init("categories", categories(column, distance)),
      .init("new_categories", .array(column.counts.appeared.prefix(Self.listedCategories).map { .text($0) })),
      .init("vanished_categories", .array(column.counts.vanished.prefix(Self.listedCategories).map { .text($0) })),
    ]
  }

  private func outcome(_ outcome: ContingencyTable.Outcome?) -> JSONTree {
    guard let outcome else { return .null }
    return .object([
      .init("statistic", .number(outcome.statistic)), .init("pvalue", .number(outcome.pValue)), .init("df", .integer(outcome.degrees)),
    ])
  }

  private func critical(_ column: CategoricalComparison) -> [JSONTree.Member] {
    let bound = column.likelihoodRatio.map { ChiSquared.criticalValue(comparison.alpha, degrees: $0.degrees) }
    let inverse = 1 / Double(column.referenceCount) + 1 / Double(column.currentCount)
    return [
      .init("g", .optional(bound)), .init("psi", .optional(bound.map { $0 * inverse })), .init("psi_moderate", .number(0.1)), .init("psi_major", .number(0.25)),
    ]
  }

  private func categories(_ column: CategoricalComparison, _ distance: DiscreteDistance) -> JSONTree {
    let order = column.counts.names.indices.sorted {
      (-abs(distance.reference[$0] - distance.current[$0]), $0) < (-abs(distance.reference[$1] - distance.current[$1]), $1)
    }
    return .array(
      order.prefix(Self.listedCategories).map {
        .object([
          .init("name", .text(column.counts.names[$0])), .init("reference", .integer(column.counts.reference[$0])),
          .init("current", .integer(column.counts.current[$0])),
        ])
      })
  }
}
