public import Statistics

/// Two samples too large for memory, compared by their profiles and judged together: Holm over the columns at one level, and a least effect.
///
/// The judgement is conservative: p-values hold the sketches' rank error, and the effect that counts is the least one the sketches allow. So whatever is called drifted here is drifted
/// by the exact path too; a column within the error of the thresholds may be missed.
public struct SketchedDriftComparison: Hashable, Sendable {
  /// A column with its judgement.
  public struct Column: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// The numbers.
    public let comparison: SketchedColumn
    /// Both sides' profiles: counts, moments, missing cells.
    public let reference: ColumnProfile
    /// The current sample's profile.
    public let current: ColumnProfile
    /// Holm-adjusted p-value.
    public let adjustedPValue: Double
    /// Is the null rejected at the level?
    public let rejected: Bool
    /// Rejected, and the least possible effect is large enough?
    public let drifted: Bool
    /// Why, in one sentence that names p and effect.
    public let reason: String

    public static func == (left: Column, right: Column) -> Bool {
      left.name == right.name && left.comparison == right.comparison && left.adjustedPValue == right.adjustedPValue && left.drifted == right.drifted
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(name)
      hasher.combine(comparison)
    }
  }

  /// In the order given.
  public let columns: [Column]
  /// Columns of one kind in one file and of the other in the other, or without a value: not compared, with the reason.
  public let skipped: [(name: String, reason: String)]
  /// Rows of the reference.
  public let referenceRows: Int
  /// Rows of the current sample.
  public let currentRows: Int
  /// Family-wise level.
  public let alpha: Double
  /// Least effect that counts.
  public let minimumEffect: Double

  public static func == (left: Self, right: Self) -> Bool {
    left.columns == right.columns && left.alpha == right.alpha && left.minimumEffect == right.minimumEffect
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(columns) }

  /// Judges the columns that both profiles hold.
  ///
  /// - Parameters:
  ///   - names: in the order wanted.
  ///   - alpha: 0…1, exclusive.
  ///   - minimumEffect: 0…1; 0 turns the floor off.
  /// - Throws: ``DriftError``: no column that can be compared, a level or floor out of range.
  public init(
    names: [String], reference: ReferenceProfile, current: ReferenceProfile, alpha: Double = 0.05, minimumEffect: Double = 0.05
  ) throws(DriftError) {
    guard alpha > 0, alpha < 1 else { throw .badParameter("alpha", value: "\(alpha)", wanted: "a level above 0 and below 1") }
    guard minimumEffect >= 0, minimumEffect <= 1 else {
      throw .badParameter("min-effect", value: "\(minimumEffect)", wanted: "a KS distance or total variation in 0…1")
    }
    var compared: [(name: String, column: SketchedColumn, left: ColumnProfile, right: ColumnProfile)] = []
    var skipped: [(name: String, reason: String)] = []
    for name in names {
      guard let left = reference[name], let right = current[name] else { continue }
      if let column = Self.compare(name, left, right) {
        compared.append((name, column, left, right))
      } else {
        skipped.append((name, "it holds no value on a side, or text on one and numbers on the other"))
      }
    }
    guard !compared.isEmpty else { throw .noColumns }
    let adjusted = Holm.adjusted(compared.map(\.column.pValue))
    columns = zip(compared, adjusted).map { entry, adjusted in
      let effect = entry.column.leastEffect
      let rejected = adjusted <= alpha
      let drifted = rejected && effect >= minimumEffect
      let evidence = "p \(NumberText.short(entry.column.pValue)), by Holm \(NumberText.short(adjusted)), level \(NumberText.short(alpha)), rank error inside"
      let name = entry.column.effectName
      let reason =
        drifted
        ? "drifted: \(name) at least \(NumberText.short(effect)) ≥ \(NumberText.short(minimumEffect)) and \(evidence)"
        : rejected
          ? "significant but small: \(name) at least \(NumberText.short(effect)), below \(NumberText.short(minimumEffect)) (\(evidence))"
          : "no drift shown: \(name) at least \(NumberText.short(effect)) (\(evidence))"
      return Column(
        name: entry.name, comparison: entry.column, reference: entry.left, current: entry.right, adjustedPValue: adjusted, rejected: rejected,
        drifted: drifted, reason: reason)
    }
    self.skipped = skipped
    referenceRows = reference.rowCount
    currentRows = current.rowCount
    self.alpha = alpha
    self.minimumEffect = minimumEffect
  }

  /// Is any column drifted?
  public var drifted: Bool { columns.contains(where: \.drifted) }

  private static func compare(_ name: String, _ left: ColumnProfile, _ right: ColumnProfile) -> SketchedColumn? {
    switch (left, right) {
    case (.numeric(let a), .numeric(let b)):
      guard let ranks = try? SketchedComparison(reference: a.sketch, current: b.sketch),
        let index = try? SketchedPSI(reference: a.sketch, current: b.sketch)
      else { return nil }
      return .numeric(ranks, index)
    case (.categorical(let a), .categorical(let b)):
      if a.isExact, b.isExact {
        let counts = CategoryCounts(reference: a.counts, current: b.counts)
        return (try? CategoricalComparison(name: name, counts: counts, missingReference: a.emptyCount, missingCurrent: b.emptyCount))
          .map { .categorical($0) }
      }
      guard let variation = try? SketchedTotalVariation(reference: a, current: b) else { return nil }
      return .bounded(variation, pValue: SketchedColumn.boundedPValue(reference: a, current: b, least: variation.least))
    default: return nil
    }
  }
}
