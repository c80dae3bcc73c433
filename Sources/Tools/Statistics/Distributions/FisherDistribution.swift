/// Fisher's F law: the ratio of two mean squares.
public enum FisherDistribution {
  /// P(F ≥ f) = I_{d₂/(d₂+d₁f)}(d₂/2, d₁/2).
  ///
  /// - Parameters:
  ///   - f: ≥ 0; NaN gives NaN.
  ///   - numerator: degrees of freedom d₁ > 0.
  ///   - denominator: degrees of freedom d₂ > 0.
  public static func survival(_ f: Double, numerator: Double, denominator: Double) -> Double {
    precondition(numerator > 0 && denominator > 0, "degrees of freedom are positive")
    if f.isNaN { return .nan }
    if f <= 0 { return 1 }
    if f.isInfinite { return 0 }
    let total = denominator + numerator * f
    return IncompleteBeta.regularised(denominator / 2, numerator / 2, x: denominator / total, complement: numerator * f / total)
  }
}
