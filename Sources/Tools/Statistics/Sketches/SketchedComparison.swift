/// Kolmogorov–Smirnov, Wasserstein and PSI of two samples that are known by sketches, each with the interval that holds the exact value.
///
/// **Kolmogorov–Smirnov.** With |F̂ᵢ − Fᵢ| ≤ εᵢ everywhere,
///
/// ```text
/// | |F̂₁ − F̂₂| − |F₁ − F₂| | ≤ ε₁ + ε₂ at every x    ⇒    D ∈ [D̂ − ε₁ − ε₂, D̂ + ε₁ + ε₂]
/// ```
///
/// and since a p-value falls as D rises, p(max(0, D̂ − ε₁ − ε₂)) ≥ p(D): the p-value given is never below the exact path's. Where the sketches' second bound,
/// which each breaks with a probability of at most δ, is less than half as wide (decay below 1), p(max(0, D̂ − ε₁(δ) − ε₂(δ))) + 2δ takes its place: P(that ≤ α)
/// ≤ P(p(D) ≤ α − 2δ) + 2δ ≤ α. Which of the two is used depends on the bounds alone, never on the data.
///
/// - Complexity: O(s) for s values kept, once both sketches are laid out.
public struct SketchedComparison: Sendable, Hashable {
  /// Values of the reference.
  public let referenceCount: Int
  /// Values of the current sample.
  public let currentCount: Int
  /// D̂, 0…1.
  public let statistic: Double
  /// Value at which D̂ is reached.
  public let location: Double
  /// +1 when the reference's distribution lies above there, −1 otherwise.
  public let sign: Int
  /// ε₁ + ε₂, certain.
  public let band: Double
  /// ε₁ + ε₂ but for a probability of 2δ.
  public let likelyBand: Double
  /// δ of ``likelyBand``.
  public let delta: Double
  /// Is the p-value by ``likelyBand``?
  public let usesLikelyBand: Bool
  /// p-value, never below that of the exact statistic (by the likely band: but for a probability of 2δ, which is added).
  public let pValue: Double
  /// p-value at D̂ itself: what would be told without a band. To be shown, not to be decided by.
  public let uncorrectedPValue: Double
  /// ∫ |F̂₁ − F̂₂| dx; not finite when a sample holds an infinity.
  public let wasserstein: Double
  /// The exact Wasserstein distance differs by at most this: (ε₁ + ε₂) times the pooled range.
  public let wassersteinBand: Double

  /// The least D possible, certain.
  public var leastStatistic: Double { max(0, statistic - band) }
  /// The greatest D possible, certain.
  public var greatestStatistic: Double { min(1, statistic + band) }

  /// Compares two sketches.
  ///
  /// - Parameter delta: probability with which one sketch may break its likely bound.
  /// - Throws: ``StatisticsError/sampleTooSmall(count:minimum:)`` when a sketch is empty.
  public init(reference: KLLSketch, current: KLLSketch, delta: Double = 1e-9) throws(StatisticsError) {
    guard reference.count > 0, current.count > 0 else { throw .sampleTooSmall(count: min(reference.count, current.count), minimum: 1) }
    let scan = Self.scan(SketchedRanks(reference), SketchedRanks(current))
    referenceCount = reference.count
    currentCount = current.count
    statistic = scan.gap
    location = scan.location
    sign = scan.sign
    band = min(1, reference.worstError + current.worstError)
    likelyBand = min(band, reference.error(delta: delta) + current.error(delta: delta))
    self.delta = delta
    usesLikelyBand = likelyBand < band / 2
    let (n, m) = (Double(reference.count), Double(current.count))
    let effective = max(1, Int((n * m / (n + m)).rounded(.toNearestOrEven)))
    uncorrectedPValue = KolmogorovLaw.survival(scan.gap, count: effective)
    if reference.isExact, current.isExact, max(reference.count, current.count) <= KolmogorovSmirnov.exactLimit {
      pValue = try KolmogorovSmirnov(reference: SketchedRanks(reference).values.span, current: SketchedRanks(current).values.span).pValue()
    } else {
      let used = usesLikelyBand ? likelyBand : band
      pValue = min(1, KolmogorovLaw.survival(max(0, scan.gap - used), count: effective) + (usesLikelyBand ? 2 * delta : 0))
    }
    wasserstein = scan.area
    wassersteinBand = band == 0 ? 0 : band * (max(reference.maximum, current.maximum) - min(reference.minimum, current.minimum))
  }

  /// One merge of both: the largest gap, where, and the area between the distributions.
  private static func scan(_ left: SketchedRanks, _ right: SketchedRanks) -> (gap: Double, location: Double, sign: Int, area: Double) {
    let (n, m) = (Double(left.count), Double(right.count))
    var (i, j) = (0, 0)
    var best = (gap: 0.0, location: min(left.values[0], right.values[0]), sign: 1)
    var area = 0.0
    while i < left.values.count || j < right.values.count {
      let value: Double =
        if i == left.values.count { right.values[j] } else if j == right.values.count { left.values[i] } else {
          min(left.values[i], right.values[j])
        }
      while i < left.values.count, left.values[i] <= value { i += 1 }
      while j < right.values.count, right.values[j] <= value { j += 1 }
      let difference = (i == 0 ? 0 : Double(left.cumulative[i - 1]) / n) - (j == 0 ? 0 : Double(right.cumulative[j - 1]) / m)
      if abs(difference) > best.gap { best = (abs(difference), value, difference < 0 ? -1 : 1) }
      if i < left.values.count || j < right.values.count, difference != 0 {
        let next = min(i < left.values.count ? left.values[i] : .infinity, j < right.values.count ? right.values[j] : .infinity)
        area += abs(difference) * (next - value)
      }
    }
    return (best.gap, best.location, best.sign, area)
  }
}
