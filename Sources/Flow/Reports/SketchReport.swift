public import Drift
internal import Statistics

/// Renders a comparison by profiles: the same document as ``ComparisonReport``'s, with `"method":"sketch"` and the rank error beside each number.
public struct SketchReport: Sendable {
  /// What is rendered.
  public let comparison: SketchedDriftComparison

  /// A report of a comparison by profiles.
  public init(_ comparison: SketchedDriftComparison) { self.comparison = comparison }

  /// The document of the command-line contract.
  public var json: JSONTree {
    .object([
      .init("method", .text("sketch")),
      .init("rows_reference", .integer(comparison.referenceRows)), .init("rows_current", .integer(comparison.currentRows)),
      .init("columns", .array(comparison.columns.map(column))),
      .init("skipped", .array(comparison.skipped.map { .object([.init("name", .text($0.name)), .init("reason", .text($0.reason))]) })),
      .init("multivariate", .null),
      .init(
        "multiple_testing",
        .object([
          .init("method", .text("holm")), .init("alpha", .number(comparison.alpha)),
          .init("rejected", .array(comparison.columns.filter(\.rejected).map { .text($0.name) })),
        ])),
      .init("min_effect", .number(comparison.minimumEffect)),
      .init("judge", .text("friday")),
      .init("drifted", .flag(comparison.drifted)),
    ])
  }

  private func column(_ column: SketchedDriftComparison.Column) -> JSONTree {
    let counts = Self.counts(column)
    return .object(
      [
        .init("name", .text(column.name)), .init("kind", .text(counts.kind)), .init("method", .text("sketch")),
        .init("n_reference", .integer(counts.reference)), .init("n_current", .integer(counts.current)),
        .init("nan_reference", .integer(counts.missingReference)), .init("nan_current", .integer(counts.missingCurrent)),
        .init("statistics", .object(statistics(column))),
        .init("effect", .object([.init("name", .text(column.comparison.effectName)), .init("least", .number(column.comparison.leastEffect))])),
        .init(
          "judged_by",
          .object([
            .init("method", .text("sketch")), .init("pvalue", .number(column.comparison.pValue)), .init("pvalue_holm", .number(column.adjustedPValue)),
          ])),
        .init("drifted", .flag(column.drifted)), .init("reason", .text(column.reason)),
      ])
  }

  private func statistics(_ column: SketchedDriftComparison.Column) -> [JSONTree.Member] {
    switch column.comparison {
    case .numeric(let ranks, let index):
      [
        .init(
          "ks",
          .object([
            .init("statistic", .number(ranks.statistic)), .init("location", .number(ranks.location)), .init("sign", .integer(ranks.sign)),
            .init("pvalue", .number(ranks.pValue)), .init("pvalue_exact", .null), .init("pvalue_asymptotic", .null),
            .init("pvalue_without_rank_error", .number(ranks.uncorrectedPValue)), .init("rank_error", .number(ranks.usesLikelyBand ? ranks.likelyBand : ranks.band)),
            .init("rank_error_certain", .number(ranks.band)), .init("least", .number(ranks.leastStatistic)), .init("greatest", .number(ranks.greatestStatistic)),
          ])),
        .init(
          "psi",
          .object([
            .init("value", .number(index.value)), .init("bins", .integer(index.edges.count + 1)), .init("method", .text("psi_qa")),
            .init("least", .number(index.least)), .init("greatest", .number(index.greatest)), .init("edges", .array(index.edges.map { .number($0) })),
          ])),
        .init("wasserstein", .object([.init("value", .number(ranks.wasserstein)), .init("error", .number(ranks.wassersteinBand))])),
      ]
    case .categorical(let categories):
      [
        .init("tv", .object([.init("value", .number(categories.distance.totalVariation))])),
        .init("psi", .object([.init("value", .number(categories.distance.populationStability())), .init("bins", .integer(categories.counts.reference.count))])),
      ]
    case .bounded(let variation, let pValue):
      [
        .init(
          "tv",
          .object([
            .init("value", .number(variation.value)), .init("least", .number(variation.least)), .init("greatest", .number(variation.greatest)),
            .init("pvalue_bound", .number(pValue)),
          ]))
      ]
    }
  }

  private static func counts(_ column: SketchedDriftComparison.Column)
    -> (kind: String, reference: Int, current: Int, missingReference: Int, missingCurrent: Int)
  {
    func missing(_ profile: ColumnProfile) -> Int {
      switch profile {
      case .numeric(let numbers): numbers.nanCount
      case .categorical(let categories): categories.emptyCount
      }
    }
    let (gone, goneNow) = (missing(column.reference), missing(column.current))
    var kind = "categorical"
    if case .numeric = column.comparison { kind = "numeric" }
    return (kind, column.reference.count - gone, column.current.count - goneNow, gone, goneNow)
  }

  /// The verdict in one sentence.
  public var verdict: String {
    let drifted = comparison.columns.filter(\.drifted)
    let count = comparison.columns.count
    let columns = "\(count) column\(count == 1 ? "" : "s")"
    let terms = "(by sketch, Holm at \(NumberText.short(comparison.alpha)), effect ≥ \(NumberText.short(comparison.minimumEffect)))"
    guard let worst = drifted.max(by: { $0.comparison.leastEffect < $1.comparison.leastEffect }) else {
      return "No drift shown in \(columns) \(terms)."
    }
    let name = worst.name.count > 20 ? worst.name.prefix(19) + "…" : worst.name
    return "Drift in \(drifted.count) of \(columns), most in \(name): "
      + "\(worst.comparison.effectName) at least \(NumberText.short(worst.comparison.leastEffect)) \(terms)."
  }

  /// A table of at most 80 characters a line, the drifting columns first, the verdict last.
  public var text: String {
    var table = TextTable(["column", "n", "n now", "least effect", "± rank", "p Holm", "verdict"], alignedLeft: [0, 6], widest: 20)
    let order = comparison.columns.sorted {
      ($0.drifted ? 0 : 1, -$0.comparison.leastEffect) < ($1.drifted ? 0 : 1, -$1.comparison.leastEffect)
    }
    for column in order {
      let counts = Self.counts(column)
      let error: Double? = if case .numeric(let ranks, _) = column.comparison { ranks.band } else { nil }
      table.add([
        column.name, "\(counts.reference)", "\(counts.current)", "\(column.comparison.effectName) \(NumberText.short(column.comparison.leastEffect))",
        error.map(NumberText.short) ?? "-", NumberText.short(column.adjustedPValue), column.drifted ? "DRIFTED" : column.rejected ? "small" : "-",
      ])
    }
    var notes = ""
    for column in comparison.skipped.prefix(10) { notes += TextTable.wrapped("\(column.name) was not compared: \(column.reason)") }
    return table.text + notes + TextTable.wrapped(verdict)
  }
}
