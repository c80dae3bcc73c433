/// Sample quantiles of type 7, the definition of numpy's `linear` and R's default.
///
/// ```text
/// h = (n − 1) p      Q(p) = x₍⌊h⌋₎ + (h − ⌊h⌋) (x₍⌊h⌋₊₁₎ − x₍⌊h⌋₎)
/// ```
///
/// Source: Hyndman & Fan 1996, type 7.
public enum Quantile {
  /// The quantile of a sorted sample.
  ///
  /// Two equal neighbours give that value itself, so that atoms of few-valued data come out exact; infinities are returned as they are.
  /// - Parameters:
  ///   - sorted: ascending, shape `[n]`, n ≥ 1, no NaN.
  ///   - probability: 0…1.
  /// - Complexity: O(1).
  public static func linear(sorted: Span<Double>, probability: Double) -> Double {
    precondition(sorted.count > 0, "a quantile needs a value")
    precondition(probability >= 0 && probability <= 1, "a probability lies in 0…1")
    let place = Double(sorted.count - 1) * probability
    let index = Int(place)
    let fraction = place - Double(index)
    let lower = sorted[index]
    guard fraction > 0, index + 1 < sorted.count else { return lower }
    return interpolate(lower, sorted[index + 1], fraction)
  }

  /// Between two neighbours of a sorted sample.
  static func interpolate(_ lower: Double, _ upper: Double, _ fraction: Double) -> Double {
    if lower == upper || lower.isInfinite || upper.isInfinite {
      return lower == upper || fraction < 0.5 ? lower : upper
    }
    // Interpolating from the nearer end keeps Q monotone in p under rounding, as numpy's does.
    let difference = upper - lower
    return fraction >= 0.5 ? upper - difference * (1 - fraction) : lower + difference * fraction
  }
}
