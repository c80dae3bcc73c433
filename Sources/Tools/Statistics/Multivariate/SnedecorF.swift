#if canImport(Glibc)
internal import Glibc
#endif

/// Snedecor's F law: the ratio of two independent mean squares.
///
/// ```text
/// P(F ≥ x) = I_w(d₂/2, d₁/2)      w = d₂ / (d₂ + d₁ x)      I the regularised incomplete beta function
/// ```
/// I by its continued fraction on the side where it converges fast (w < (a + 1)/(a + b + 2)), else by 1 − I of the other side.
///
/// Source: Abramowitz & Stegun 26.6.2, 26.5.8; Lentz's evaluation as in Thompson & Barnett 1986.
public enum SnedecorF {
  /// P(F ≥ x).
  ///
  /// Relative error below 1e-10 for degrees up to 10⁶, also in the far tail.
  /// - Parameters:
  ///   - x: ≥ 0; NaN gives NaN.
  ///   - numerator: d₁ > 0.
  ///   - denominator: d₂ > 0.
  /// - Complexity: O(√max(d₁, d₂)) steps.
  public static func survival(_ x: Double, numerator: Double, denominator: Double) -> Double {
    precondition(numerator > 0 && denominator > 0, "degrees of freedom are positive")
    if x.isNaN { return .nan }
    if x <= 0 { return 1 }
    if x.isInfinite { return 0 }
    let total = denominator + numerator * x
    return incompleteBeta(denominator / 2, numerator / 2, denominator / total, numerator * x / total)
  }

  /// I_w(a, b), with 1 − w given apart so that neither loses digits.
  static func incompleteBeta(_ a: Double, _ b: Double, _ w: Double, _ rest: Double) -> Double {
    if w <= 0 { return 0 }
    if rest <= 0 { return 1 }
    // Γ by Stirling's formula with its error δ: powers of a + b meet powers of a and b in two deviances, and nothing large cancels.
    let deviance = Binomial.deviance(a, (a + b) * w) + Binomial.deviance(b, (a + b) * rest)
    let front = (a * b / (2 * .pi * (a + b))).squareRoot() * exp(stirlingError(a + b) - stirlingError(a) - stirlingError(b) - deviance)
    if w < (a + 1) / (a + b + 2) { return min(1, front * fraction(a, b, w) / a) }
    return max(0, 1 - front * fraction(b, a, rest) / b)
  }

  /// δ(z) = ln Γ(z) − (z − ½) ln z + z − ½ ln 2π.
  private static func stirlingError(_ z: Double) -> Double {
    z > 15 ? Binomial.stirlingError(z) : lgamma(z) - (z - 0.5) * log(z) + z - 0.9189385332046727
  }

  private static func fraction(_ a: Double, _ b: Double, _ w: Double) -> Double {
    let tiny = 1e-300
    func safe(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / safe(1 - (a + b) * w / (a + 1))
    var result = d
    // The continued fraction needs O(√max(a, b)) steps; the bound is far above that of any degrees of freedom in a table.
    for step in 1...100_000 {
      let m = Double(step)
      let even = m * (b - m) * w / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / safe(1 + even * d)
      c = safe(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * w / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / safe(1 + odd * d)
      c = safe(1 + odd / c)
      let change = d * c
      result *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return result
  }
}
