#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif
public import Statistics


/// One column of two samples known by their profiles, compared: every number comes with the interval that holds the exact one.
public enum SketchedColumn: Hashable, Sendable {
  /// Numbers, by quantile sketches.
  case numeric(SketchedComparison, SketchedPSI)
  /// Categories whose counts fitted: nothing is approximate.
  case categorical(CategoricalComparison)
  /// Categories of which only the frequent ones were kept, and the p-value of ``boundedPValue(reference:current:)``.
  case bounded(SketchedTotalVariation, pValue: Double)

  /// p-value of the column's null, never below that of the exact path.
  public var pValue: Double {
    switch self {
    case .numeric(let ranks, _): ranks.pValue
    case .categorical(let column): column.judgement.pValue
    case .bounded(_, let pValue): pValue
    }
  }

  /// The least effect that the sketches allow: D, or the total variation. What is held against the effect floor.
  public var leastEffect: Double {
    switch self {
    case .numeric(let ranks, _): ranks.leastStatistic
    case .categorical(let column): column.distance.totalVariation
    case .bounded(let variation, _): variation.least
    }
  }

  /// `D` or `TV`.
  public var effectName: String { if case .numeric = self { "D" } else { "TV" } }

  /// An upper bound of P(TV as large as observed) under a common law of K categories, whatever that law is.
  ///
  /// ```text
  /// P(‖p̂ − p‖₁ ≥ t) ≤ 2^K e^(−n t²/2)       ‖p̂ − q̂‖₁ ≥ t  ⇒  one side is off by t₁ or the other by t₂,  t₁ + t₂ = t
  /// p ≤ 2^K (e^(−n t₁²/2) + e^(−m t₂²/2)),   t₁ √n = t₂ √m makes both terms equal
  /// ```
  ///
  /// K counts the categories kept on either side and one for all others; with tens of thousands the bound seldom decides, and says so by 1.
  ///
  /// Source: Bretagnolle & Huber-Carol 1978, lemma 3.
  public static func boundedPValue(reference: CategoricalProfile, current: CategoricalProfile, least: Double) -> Double {
    let categories = Double(Set(reference.counts.keys).union(current.counts.keys).count + 1)
    let (n, m) = (Double(reference.textCount), Double(current.textCount))
    // Both exponents are n t₁²/2 with t₁ = t √m / (√n + √m).
    let first = 2 * least * m.squareRoot() / (n.squareRoot() + m.squareRoot())
    return min(1, 2 * exp(categories * log(2) - n * first * first / 2))
  }
}
