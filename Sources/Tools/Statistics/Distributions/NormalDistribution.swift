#if canImport(Glibc)
internal import Glibc
#endif

/// The standard normal law.
public enum NormalDistribution {
  /// P(Z ≥ z) = ½ erfc(z/√2), to the last digits in both tails.
  public static func survival(_ z: Double) -> Double { 0.5 * erfc(z * 0.5.squareRoot()) }

  /// The z with P(Z ≥ z) = probability; ±inf at 0 and 1.
  ///
  /// A rational start (absolute error 4.5e-4) and Halley's steps on the logarithm of the tail: relative error below 1e-14.
  ///
  /// Source: Hastings 1955, 26.2.23 in Abramowitz & Stegun, for the start.
  public static func upperQuantile(_ probability: Double) -> Double {
    precondition(probability >= 0 && probability <= 1, "a probability lies in 0…1")
    if probability == 0.5 { return 0 }
    if probability > 0.5 { return -upperQuantile(1 - probability) }
    if probability == 0 { return .infinity }
    let t = (-2 * log(probability)).squareRoot()
    var z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
    for _ in 0..<4 {
      // With f = ln(S(z)/p): f′ = −φ/S.
      let tail = survival(z)
      let slope = exp(-0.5 * z * z) / (2 * Double.pi).squareRoot() / tail
      z += log(tail / probability) / slope
    }
    return z
  }
}
