public import Drift
internal import Statistics

/// Renders a comparison of two samples: the document of `friday drift --json`, and a table for people.
public struct ComparisonReport: Sendable {
  /// What is rendered.
  public let comparison: DriftComparison
  /// The joint comparison's document; null where there is none.
  public let multivariate: JSONTree
  /// Did the joint comparison reject?
  public let multivariateDrifted: Bool
  /// The columns as a peer judges them; empty when none was asked. Their order is free, columns are found by name.
  public let peers: [PeerComparison]

  /// Share of drifted columns at which evidently calls the whole drifted; the other peers call it so at any.
  static let evidentlyShare = 0.5

  /// A report of a comparison.
  ///
  /// - Parameters:
  ///   - comparison: the columns judged.
  ///   - multivariate: document of the joint comparison.
  ///   - multivariateDrifted: its verdict.
  ///   - peers: the columns by one peer's definitions; then the verdict is the peer's, and the document says so.
  public init(
    _ comparison: DriftComparison, multivariate: JSONTree = .null, multivariateDrifted: Bool = false, peers: [PeerComparison] = []
  ) {
    self.comparison = comparison
    self.multivariate = multivariate
    self.multivariateDrifted = multivariateDrifted
    self.peers = peers
  }

  /// Whose verdict ``drifted`` is: `friday`, or the peer's name.
  public var judge: String { peers.first?.peer.rawValue ?? "friday" }

  /// The verdict on the whole.
  public var drifted: Bool {
    guard let first = peers.first else { return comparison.drifted || multivariateDrifted }
    let count = peers.count { $0.drifted }
    return first.peer == .evidently ? Double(count) >= Self.evidentlyShare * Double(peers.count) : count > 0
  }

  /// The verdict on a column.
  func drifted(_ column: DriftComparison.Column) -> Bool { peer(column)?.drifted ?? column.drifted }

  func peer(_ column: DriftComparison.Column) -> PeerComparison? { peers.first { $0.name == column.comparison.name } }

  /// The document of the command-line contract; keys whose part does not exist are null.
  public var json: JSONTree {
    // The same for every column, and the one critical value that takes an integral.
    let criticalCramerVonMises = CramerVonMisesLaw.criticalValue(comparison.alpha)
    return .object([
      .init("columns", .array(comparison.columns.map { column($0, criticalCramerVonMises) })),
      .init("multivariate", multivariate),
      .init(
        "multiple_testing",
        .object([
          .init("method", .text("holm")), .init("alpha", .number(comparison.alpha)),
          .init("rejected", .array(comparison.columns.filter(\.rejected).map { .text($0.comparison.name) })),
          .init(
            "rejected_bh", .array(comparison.columns.filter { $0.falseDiscoveryPValue <= comparison.alpha }.map { .text($0.comparison.name) })),
        ])),
      .init("min_effect", .number(comparison.minimumEffect)),
      .init("judge", .text(judge)),
      .init("drifted", .flag(drifted)),
    ])
  }

  private func column(_ column: DriftComparison.Column, _ criticalCramerVonMises: Double) -> JSONTree {
    let compared = column.comparison
    let (n, m) = compared.counts
    let (missing, missingNow) = compared.missing
    let parts =
      switch compared {
      case .numeric(let numbers): numeric(numbers, column, criticalCramerVonMises)
      case .categorical(let categories): categorical(categories, column)
      }
    return .object(
      [
        .init("name", .text(compared.name)), .init("kind", .text(compared.kind)), .init("n_reference", .integer(n)), .init("n_current", .integer(m)),
        .init("nan_reference", .integer(missing)), .init("nan_current", .integer(missingNow)),
      ] + parts + [
        .init("effect", .object([.init("name", .text(compared.effectName)), .init("value", .number(compared.effect))])),
        .init("judged_by", judgement(compared.judgement, column)),
        .init(
          "notes", .array(compared.notes.map { .object([.init("code", .text($0.code)), .init("text", .text($0.text))]) })),
        .init("peer", peerTree(column)),
        .init("drifted", .flag(drifted(column))),
        .init("reason", .text(reason(column))),
      ])
  }

  private func judgement(_ judgement: ColumnJudgement, _ column: DriftComparison.Column) -> JSONTree {
    .object([
      .init("method", .text(judgement.method)), .init("pvalue", .number(judgement.pValue)), .init("pvalue_holm", .number(column.adjustedPValue)),
      .init("pvalue_bh", .number(column.falseDiscoveryPValue)),
      .init("effective_counts", judgement.effectiveCounts.map { .array($0.map { .number($0) }) } ?? .null),
      .init("block_length", .optional(judgement.blockLength)), .init("permutations", .optional(judgement.permutations)),
    ])
  }

  private func peerTree(_ column: DriftComparison.Column) -> JSONTree {
    guard let peer = peer(column) else { return .null }
    return .object([
      .init("name", .text(peer.peer.rawValue)), .init("default_test", .text(peer.defaultTest)), .init("drifted", .flag(peer.drifted)),
      .init(
        "findings",
        .object(
          peer.findings.map {
            .init(
              $0.name,
              .object([
                .init("value", .optional($0.value)), .init("threshold", .optional($0.threshold)), .init("drifted", $0.drifted.map { .flag($0) } ?? .null),
              ]))
          })),
    ])
  }

  func reason(_ column: DriftComparison.Column) -> String {
    guard let peer = peer(column) else { return column.reason }
    let finding = peer.findings.first { $0.name == peer.defaultTest }
    let value = finding?.value.map(NumberText.short) ?? "no value"
    let threshold = finding?.threshold.map { ", threshold \(NumberText.short($0))" } ?? ", which has no threshold"
    return "by \(peer.peer.rawValue): \(peer.drifted ? "drifted" : "no drift"), \(peer.defaultTest) \(value)\(threshold)"
  }
}
