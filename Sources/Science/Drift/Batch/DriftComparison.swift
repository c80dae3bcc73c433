internal import Statistics

/// All columns of two samples judged together: Holm over the columns at one level, and a least effect.
///
/// A column is drifted when its null is rejected (numeric: KS, categorical: G) **and** its effect (KS's D, total variation) is at least the least effect; the
/// whole is when any column is.
public struct DriftComparison: Hashable, Sendable {
  /// A column with its judgement.
  public struct Column: Hashable, Sendable {
    /// The numbers.
    public let comparison: ComparedColumn
    /// Holm-adjusted p-value.
    public let adjustedPValue: Double
    /// The p-value adjusted by Benjamini and Hochberg, for those who control the false discovery rate instead.
    public let falseDiscoveryPValue: Double
    /// Is the null rejected at the level?
    public let rejected: Bool
    /// Rejected, and the effect is large enough?
    public let drifted: Bool
    /// Why, in one sentence that names p and effect.
    public let reason: String
  }

  /// In the order given.
  public let columns: [Column]
  /// Family-wise level.
  public let alpha: Double
  /// Least effect that counts.
  public let minimumEffect: Double

  /// Judges compared columns of numbers.
  ///
  /// - Parameters:
  ///   - columns: at least one.
  ///   - alpha: 0…1, exclusive.
  ///   - minimumEffect: 0…1; 0 turns the floor off.
  /// - Throws: ``DriftError``: no column, or a level or floor out of range.
  public init(_ columns: [ColumnComparison], alpha: Double = 0.05, minimumEffect: Double = 0.05) throws(DriftError) {
    try self.init(columns: columns.map { .numeric($0) }, alpha: alpha, minimumEffect: minimumEffect)
  }

  /// Judges compared columns of either kind.
  ///
  /// - Parameters:
  ///   - columns: at least one.
  ///   - alpha: 0…1, exclusive.
  ///   - minimumEffect: 0…1; 0 turns the floor off.
  /// - Throws: ``DriftError``: no column, or a level or floor out of range.
  public init(columns: [ComparedColumn], alpha: Double = 0.05, minimumEffect: Double = 0.05) throws(DriftError) {
    guard !columns.isEmpty else { throw .noColumns }
    guard alpha > 0, alpha < 1 else { throw .badParameter("alpha", value: "\(alpha)", wanted: "a level above 0 and below 1") }
    guard minimumEffect >= 0, minimumEffect <= 1 else {
      throw .badParameter("min-effect", value: "\(minimumEffect)", wanted: "a KS distance or total variation in 0…1")
    }
    let p = columns.map(\.pValue)
    let adjusted = Holm.adjusted(p)
    let discovery = PValueAdjustment.benjaminiHochberg.adjusted(p)
    self.columns = columns.indices.map {
      Self.judge(columns[$0], adjusted: adjusted[$0], discovery: discovery[$0], alpha: alpha, minimumEffect: minimumEffect)
    }
    self.alpha = alpha
    self.minimumEffect = minimumEffect
  }

  private static func judge(_ column: ComparedColumn, adjusted: Double, discovery: Double, alpha: Double, minimumEffect: Double) -> Column {
    let rejected = adjusted <= alpha
    let drifted = rejected && column.effect >= minimumEffect
    let evidence = "\(column.testName) p \(NumberText.short(column.pValue)), by Holm \(NumberText.short(adjusted)), level \(NumberText.short(alpha))"
    let effect = "\(column.effectName) \(NumberText.short(column.effect))"
    let reason =
      drifted
      ? "drifted: \(effect) ≥ \(NumberText.short(minimumEffect)) and \(evidence)"
      : rejected
        ? "significant but small: \(effect) < \(NumberText.short(minimumEffect)) (\(evidence))"
        : "no drift shown: \(effect) (\(evidence))"
    return Column(
      comparison: column, adjustedPValue: adjusted, falseDiscoveryPValue: discovery, rejected: rejected, drifted: drifted, reason: reason)
  }

  /// Is any column drifted?
  public var drifted: Bool { columns.contains(where: \.drifted) }
}
