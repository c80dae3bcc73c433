public import Drift
internal import Statistics

/// Renders a joint comparison: the `multivariate` member of the document of `friday drift --json`, and a table for people.
public struct MultivariateReport: Sendable {
  /// What is rendered.
  public let comparison: MultivariateComparison

  /// A report of a joint comparison.
  public init(_ comparison: MultivariateComparison) { self.comparison = comparison }

  /// The member's value.
  public var json: JSONTree {
    .object([
      .init("features", .array(comparison.features.map { .text($0) })),
      .init(
        "excluded", .array(comparison.excluded.map { .object([.init("name", .text($0.name)), .init("reason", .text($0.reason))]) })),
      .init("reference", side(comparison.reference)),
      .init("current", side(comparison.current)),
      .init("subsampled", .flag(comparison.isSubsampled)),
      .init("alpha", .number(comparison.configuration.alpha)),
      .init("method", .text("holm")),
      .init("permutations", .integer(comparison.configuration.permutations)),
      .init("block_length", .optional(blockLength)),
      .init("autocorrelation_time", .number(comparison.autocorrelationTime)),
      .init("suggested_block_length", .optional(comparison.suggestedBlockLength)),
      .init("tests", .array(comparison.findings.map(finding))),
      .init("rejected", .array(comparison.findings.filter(\.rejected).map { .text($0.test.rawValue) })),
      .init("drifted", .flag(comparison.drifted)),
    ])
  }

  private var blockLength: Int? {
    if case .blocks(let length) = comparison.configuration.scheme { length } else { nil }
  }

  private func side(_ side: MultivariateComparison.Side) -> JSONTree {
    .object([
      .init("rows", .integer(side.rows)), .init("nan_rows", .integer(side.nanRows)), .init("inf_rows", .integer(side.infiniteRows)),
      .init("used_rows", .integer(side.usedRows)),
    ])
  }

  private func finding(_ finding: MultivariateFinding) -> JSONTree {
    let evidence = finding.evidence
    return .object([
      .init("test", .text(finding.test.rawValue)),
      .init("statistic", .optional(evidence?.statistic)),
      .init("effect", .optional(evidence?.effect)),
      .init("pvalue", .optional(evidence?.pValue)),
      .init("pvalue_holm", .optional(finding.adjustedPValue)),
      .init("rejected", .flag(finding.rejected)),
      .init(
        "contributions",
        evidence.map { evidence in
          .array(
            zip(comparison.features, evidence.contributions).map { .object([.init("name", .text($0)), .init("value", .number($1))]) })
        } ?? .null),
      .init("details", .object(evidence?.details.map { .init($0.name, .number($0.value)) } ?? [])),
      .init("reason", reason(finding).map { .text($0) } ?? .null),
    ])
  }

  /// Why a test has no numbers, in a sentence.
  private func reason(_ finding: MultivariateFinding) -> String? {
    guard case .failure(let error) = finding.result else { return nil }
    func name(_ column: Int) -> String { comparison.features.indices.contains(column) ? comparison.features[column] : "\(column)" }
    switch error {
    case .singularCovariance(let column): return "\(name(column)) is a linear combination of the columns before it: its covariance has no inverse"
    case .constantColumn(let column): return "\(name(column)) takes one value only on a side"
    case .tooFewRows(let count, let minimum): return "\(count) rows are too few (minimum \(minimum))"
    case .tooManyRows(let count, let maximum): return "\(count) rows are too many (maximum \(maximum))"
    case .noSpread: return "more than half of all pairs of rows are equal"
    case .noConvergence: return "the iteration did not converge"
    case .badParameter(let parameter, let value, let wanted): return "\(parameter) \(NumberText.short(value)) is out of range: \(wanted)"
    case .noColumns, .raggedColumns, .columnsDiffer: return "the samples have no common columns"
    }
  }

  /// The verdict in one sentence.
  public var verdict: String {
    let features = comparison.features.count
    let terms = "(Holm at \(NumberText.short(comparison.configuration.alpha)))"
    let rejected = comparison.findings.filter(\.rejected)
    guard let strongest = comparison.strongest, strongest.rejected else {
      return "No joint drift shown in \(features) columns \(terms)."
    }
    let drivers = strongest.leading.prefix(3).map { comparison.features[$0] }.joined(separator: ", ")
    return "Joint drift in \(features) columns by \(rejected.count) of \(comparison.findings.count) tests \(terms), strongest \(strongest.test.rawValue): "
      + "p \(NumberText.short(strongest.adjustedPValue ?? 1))" + (drivers.isEmpty ? "." : ", most in \(drivers).")
  }

  /// A table of at most 80 characters a line, the rejecting tests first, the verdict last.
  public var text: String {
    var table = TextTable(["joint test", "statistic", "effect", "p Holm", "most in", "verdict"], alignedLeft: [0, 4, 5], widest: 20)
    for finding in comparison.findings.filter(\.rejected) + comparison.findings.filter({ !$0.rejected }) {
      guard let evidence = finding.evidence else { continue }
      let drivers = finding.rejected ? finding.leading.prefix(3).map { Self.cut(comparison.features[$0]) }.joined(separator: " ") : "-"
      table.add([
        finding.test.rawValue, NumberText.short(evidence.statistic), NumberText.short(evidence.effect),
        finding.adjustedPValue.map(NumberText.short) ?? "-", drivers, finding.rejected ? "DRIFTED" : "-",
      ])
    }
    var notes = ""
    for finding in comparison.findings {
      if let reason = reason(finding) { notes += TextTable.wrapped("\(finding.test.rawValue) has no answer: \(reason)") }
    }
    for (name, side) in [("reference", comparison.reference), ("current", comparison.current)] where side.nanRows + side.infiniteRows > 0 {
      notes += TextTable.wrapped("\(name): \(side.nanRows) rows with NaN and \(side.infiniteRows) with an infinity left out")
    }
    for column in comparison.excluded {
      notes += TextTable.wrapped("\(column.name) left out: " + (column.reason == "constant" ? "one value over both samples" : "no finite value"))
    }
    if comparison.isSubsampled {
      notes += TextTable.wrapped("subsampled to \(comparison.reference.usedRows) and \(comparison.current.usedRows) rows")
    }
    if let length = comparison.suggestedBlockLength {
      notes += TextTable.wrapped(
        "rows depend on each other (autocorrelation time \(NumberText.short(comparison.autocorrelationTime))): exchange blocks of \(length) rows")
    }
    return table.text + notes + TextTable.wrapped(verdict)
  }

  private static func cut(_ name: String) -> String { name.count > 8 ? name.prefix(7) + "…" : name }
}
