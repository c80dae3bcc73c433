internal import Statistics

/// All columns of two samples judged together: Holm over the columns at one level, and a least effect.
///
/// A column is drifted when its KS null is rejected **and** D is at least the least effect; the whole is when any column is.
public struct DriftComparison: Hashable, Sendable {
  /// A column with its judgement.
  public struct Column: Hashable, Sendable {
    /// The numbers.
    public let comparison: ColumnComparison
    /// Holm-adjusted p-value of KS.
    public let adjustedPValue: Double
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
  /// Least KS distance that counts.
  public let minimumEffect: Double

  /// Judges compared columns.
  ///
  /// - Parameters:
  ///   - columns: at least one.
  ///   - alpha: 0…1, exclusive.
  ///   - minimumEffect: 0…1; 0 turns the floor off.
  /// - Throws: ``DriftError``: no column, or a level or floor out of range.
  public init(_ columns: [ColumnComparison], alpha: Double = 0.05, minimumEffect: Double = 0.05) throws(DriftError) {
    guard !columns.isEmpty else { throw .noColumns }
    guard alpha > 0, alpha < 1 else { throw .badParameter("alpha", value: "\(alpha)", wanted: "a level above 0 and below 1") }
    guard minimumEffect >= 0, minimumEffect <= 1 else { throw .badParameter("min-effect", value: "\(minimumEffect)", wanted: "a KS distance in 0…1") }
    let adjusted = Holm.adjusted(columns.map(\.pValue))
    self.columns = zip(columns, adjusted).map { comparison, adjusted in
      let distance = comparison.kolmogorovSmirnov.statistic
      let rejected = adjusted <= alpha
      let drifted = rejected && distance >= minimumEffect
      let evidence = "KS p \(NumberText.short(comparison.pValue)), by Holm \(NumberText.short(adjusted)), level \(NumberText.short(alpha))"
      let reason =
        drifted
        ? "drifted: D \(NumberText.short(distance)) ≥ \(NumberText.short(minimumEffect)) and \(evidence)"
        : rejected
          ? "significant but small: D \(NumberText.short(distance)) < \(NumberText.short(minimumEffect)) (\(evidence))"
          : "no drift shown: D \(NumberText.short(distance)) (\(evidence))"
      return Column(comparison: comparison, adjustedPValue: adjusted, rejected: rejected, drifted: drifted, reason: reason)
    }
    self.alpha = alpha
    self.minimumEffect = minimumEffect
  }

  /// Is any column drifted?
  public var drifted: Bool { columns.contains(where: \.drifted) }
}
