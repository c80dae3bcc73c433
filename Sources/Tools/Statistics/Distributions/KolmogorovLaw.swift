#if canImport(Glibc)
internal import Glibc
#endif

/// The law of the one-sample Kolmogorov–Smirnov statistic D_n, for every n, and its limit.
///
/// ```text
/// t = n x, s = t x
/// t ≤ 1           Ruben & Gambino's product              n ≤ 140, s ≤ 4      Durbin's matrix (Marsaglia, Tsang & Wang)
/// t ≥ n − 1       1 − 2(1 − x)ⁿ                           n > 140, s < 2.2    Durbin's matrix or Pelz & Good's expansion
/// x ≥ ½, s large  twice the one-sided law (exact, or to the last digit: Miller)
/// ```
///
/// Relative error of the survival function below 1e-7 everywhere, usually below 1e-10, down to 1e-300.
///
/// Source: Simard & L'Ecuyer 2011, whose division of the plane this is, simplified where doubles suffice.
public enum KolmogorovLaw {
  /// P(D_n ≥ x); NaN for n = 0.
  public static func survival(_ x: Double, count n: Int) -> Double {
    guard n > 0, !x.isNaN else { return .nan }
    if x >= 1 { return 0 }
    if x <= 0 { return 1 }
    let size = Double(n)
    let t = size * x
    if t <= 0.5 { return 1 }
    if t <= 1 { return 1 - smallest(n, t) }
    if t >= size - 1 { return 2 * exp(size * log1p(-x)) }
    let s = t * x
    if x >= 0.5 || (n <= 140 && s > 4) || (n > 140 && s >= 2.2) {
      return s >= 370 && n > 140 ? 0 : min(2 * oneSidedSurvival(x, count: n), 1)
    }
    if n <= 140 || (n <= 100_000 && size * x * x.squareRoot() <= 1.4) { return max(1 - durbin(n, x), 0) }
    return pelzGoodSurvival(n, x)
  }

  /// P(D⁺_n ≥ x), the one-sided law, by Smirnov's sum of positive terms
  /// ```text
  /// x Σⱼ C(n, j) (x + j/n)ʲ⁻¹ (1 − x − j/n)ⁿ⁻ʲ,   0 ≤ j ≤ n(1 − x)
  /// ```
  /// each written as a binomial probability in saddle-point form, which neither overflows nor cancels. Above 8192 values every ⌈n/4096⌉-th term
  /// is taken: the summand is a smooth bell over the whole range, where the trapezoid rule is exact to rounding.
  public static func oneSidedSurvival(_ x: Double, count n: Int) -> Double {
    guard n > 0, !x.isNaN else { return .nan }
    if x <= 0 { return 1 }
    if x >= 1 { return 0 }
    let size = Double(n)
    let last = Int((size * (1 - x)).rounded(.down))
    let stride = n > 8192 && size * x * x > 2 ? (n + 4095) / 4096 : 1
    var sum = 0.0
    var j = 0
    while j <= last {
      let y = x + Double(j) / size
      if y >= 1 {
        // The last term of a grid that ends on 1: (1 − y)ⁿ⁻ʲ = 0 unless j = n.
        break
      }
      sum += Binomial.probability(j, of: n, mean: size * y, rest: size - size * y) / y
      j += stride
    }
    return min(sum * x * Double(stride), 1)
  }

  /// Kolmogorov's limit: P(K ≥ z) = 2 Σ (−1)ᵏ⁺¹ exp(−2k²z²), for small z by its theta transform.
  public static func limitingSurvival(_ z: Double) -> Double {
    if z.isNaN { return .nan }
    if z <= 0 { return 1 }
    if z < 0.82 {
      let w = (2 * Double.pi).squareRoot() / z
      let q = -Double.pi * Double.pi / (8 * z * z)
      let cumulative = w * (exp(q) + exp(9 * q) + exp(25 * q) + exp(49 * q))
      return min(max(1 - cumulative, 0), 1)
    }
    var sum = 0.0
    var k = 1.0
    var sign = 1.0
    while k <= 8 {
      sum += sign * exp(-2 * k * k * z * z)
      sign = -sign
      k += 1
    }
    return min(2 * sum, 1)
  }

  /// The z with P(K ≥ z) = probability, by bisection to the last digit.
  public static func limitingCriticalValue(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "a level lies in 0…1")
    var low = 0.0
    var high = 30.0
    while high - low > 1e-13 * high {
      let middle = (low + high) / 2
      if limitingSurvival(middle) > probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// n! (2x − 1/n)ⁿ for 1/2n ≤ x ≤ 1/n.
  private static func smallest(_ n: Int, _ t: Double) -> Double {
    var logarithm = 0.0
    let size = Double(n)
    if n <= 140 {
      var product = 1.0
      for k in 1...n { product *= Double(k) / size * (2 * t - 1) }
      return product
    }
    // ln(n!/nⁿ) by Stirling, its leading terms cancelled by hand.
    logarithm = 0.5 * log(2 * .pi * size) - size + Binomial.stirlingError(size)
    return exp(logarithm + size * log(2 * t - 1))
  }
}
