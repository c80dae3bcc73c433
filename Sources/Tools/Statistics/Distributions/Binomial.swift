#if canImport(Glibc)
internal import Glibc
#endif

/// Binomial probabilities to nearly full precision for any size.
///
/// ```text
/// P(j) = √(n / 2πj(n−j)) · exp(δ(n) − δ(j) − δ(n−j) − d(j, np) − d(n−j, nq))
/// ```
/// with Stirling's error δ and the deviance d(x, μ) = x ln(x/μ) + μ − x, both free of cancellation.
///
/// Source: Loader 2000, "Fast and accurate computation of binomial probabilities".
enum Binomial {
  /// P(j of n) with the means n·p and n·(1 − p) given, so that neither is a difference of near numbers.
  static func probability(_ j: Int, of n: Int, mean: Double, rest: Double) -> Double {
    let size = Double(n)
    let hits = Double(j)
    let misses = Double(n - j)
    if j == 0 { return exp(mean < 0.1 * size ? -deviance(size, rest) - mean : size * log(rest / size)) }
    if j == n { return exp(rest < 0.1 * size ? -deviance(size, mean) - rest : size * log(mean / size)) }
    let exponent = stirlingError(size) - stirlingError(hits) - stirlingError(misses) - deviance(hits, mean) - deviance(misses, rest)
    return (size / (2 * .pi * hits * misses)).squareRoot() * exp(exponent)
  }

  /// δ(n) = ln n! − ln(√(2πn) (n/e)ⁿ) for whole n ≥ 1.
  static func stirlingError(_ n: Double) -> Double {
    if n <= 15 { return table[Int(n)] }
    let square = 1 / (n * n)
    return (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188)))) / n
  }

  /// x ln(x/μ) + μ − x, by a series where x and μ are near.
  static func deviance(_ x: Double, _ mean: Double) -> Double {
    if abs(x - mean) < 0.1 * (x + mean) {
      let v = (x - mean) / (x + mean)
      var sum = (x - mean) * v
      var term = 2 * x * v
      let square = v * v
      var j = 1.0
      while j < 1000 {
        term *= square
        let next = sum + term / (2 * j + 1)
        if next == sum { return sum }
        sum = next
        j += 1
      }
      return sum
    }
    return x * log(x / mean) + mean - x
  }

  /// δ(0…15), to 17 digits; δ(0) is not used.
  private static let table: [Double] = [
    0, 0.081061466795327258, 0.041340695955409294, 0.027677925684998339, 0.020790672103765093, 0.016644691189821193,
    0.013876128823070748, 0.011896709945891770, 0.010411265261972096, 0.0092554621827127329, 0.0083305634333631368,
    0.0075736754879518406, 0.0069428401072095400, 0.0064089941880042071, 0.0059513701127588476, 0.0055547335519628011,
  ]
}
