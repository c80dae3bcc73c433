#if canImport(Glibc)
internal import Glibc
#endif

/// The χ² law with a whole number of degrees of freedom: by its finite sums up to 1000, above by the incomplete gamma function.
///
/// ```text
/// even f: P(X ≥ x) = e^(−x/2) Σ (x/2)ᵏ/k!, k < f/2        odd f: erfc(√(x/2)) + e^(−x/2) Σ (x/2)^(k−½)/Γ(k+½), k ≤ (f−1)/2
/// ```
/// Source: Abramowitz & Stegun 26.4.4–5.
public enum ChiSquared {
  /// P(X ≥ x).
  ///
  /// All terms of the sums are positive: relative error below 1e-12.
  /// - Parameters:
  ///   - x: ≥ 0; NaN gives NaN.
  ///   - degrees: ≥ 1.
  /// - Complexity: O(degrees), at most 1000 terms or the continued fraction's.
  public static func survival(_ x: Double, degrees: Int) -> Double {
    precondition(degrees >= 1, "at least one degree of freedom")
    if x.isNaN { return .nan }
    if x <= 0 { return 1 }
    if x.isInfinite { return 0 }
    if degrees > 1000 { return IncompleteGamma.upper(Double(degrees) / 2, x / 2) }
    let half = x / 2
    // The largest power may overflow before e^(−x/2) tames it: sum logarithms' exponentials instead.
    var total = degrees % 2 == 1 ? erfc(half.squareRoot()) : 0
    var logarithm = degrees % 2 == 1 ? -half + 0.5 * log(half) - 0.5 * log(.pi / 4) : -half
    var order = degrees % 2 == 1 ? 1.5 : 1.0
    for _ in 0..<(degrees / 2) {
      total += exp(logarithm)
      logarithm += log(half) - log(order)
      order += 1
    }
    return min(total, 1)
  }

  /// The x with P(X ≥ x) = probability, by bisection to 1e-13.
  public static func criticalValue(_ probability: Double, degrees: Int) -> Double {
    precondition(probability > 0 && probability < 1, "a level lies in 0…1")
    var low = 0.0
    var high = 1.0
    while survival(high, degrees: degrees) > probability { high *= 2 }
    while high - low > 1e-13 * high {
      let middle = (low + high) / 2
      if survival(middle, degrees: degrees) > probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
