#if canImport(Glibc)
internal import Glibc
#endif

/// The limiting law of Kuiper's statistic.
///
/// ```text
/// P(V ≥ v) ≈ Q(λ) = 2 Σ (4k²λ² − 1) e^(−2k²λ²),   λ = (√N + 0.155 + 0.24/√N) v
/// ```
/// Source: Kuiper 1960; the correction for finite N from Stephens 1970.
public enum KuiperLaw {
  /// P(V ≥ v) of samples worth N independent values: nm/(n+m) for two samples.
  public static func survival(_ v: Double, effectiveCount: Double) -> Double {
    let root = effectiveCount.squareRoot()
    return limitingSurvival((root + 0.155 + 0.24 / root) * v)
  }

  /// Q(λ). Below λ = 0.4 it is 1 to twelve digits.
  public static func limitingSurvival(_ lambda: Double) -> Double {
    if lambda.isNaN { return .nan }
    if lambda < 0.4 { return 1 }
    var sum = 0.0
    for k in 1...40 {
      let square = Double(k * k) * lambda * lambda
      let term = (4 * square - 1) * exp(-2 * square)
      sum += term
      if abs(term) < 1e-17 * abs(sum) { break }
    }
    return min(max(2 * sum, 0), 1)
  }
}
