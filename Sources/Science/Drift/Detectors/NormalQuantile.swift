#if canImport(Glibc)
internal import Glibc
#endif

/// Quantiles of the normal law and, from it, close approximations of Student's and F's for tables of thresholds.
enum NormalQuantile {
  /// x with Φ(x) = p, 0 < p < 1, to about 1e-15: a rational start and Newton steps on erfc.
  static func normal(_ p: Double) -> Double {
    if p == 0.5 { return 0 }
    let tail = min(p, 1 - p)
    let t = (-2 * log(tail)).squareRoot()
    // Abramowitz & Stegun 26.2.23: error below 4.5e-4.
    var x = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)
    for _ in 0..<4 {
      let density = exp(-x * x / 2) / (2 * .pi).squareRoot()
      x += (erfc(x / 2.0.squareRoot()) / 2 - tail) / density
    }
    return p < 0.5 ? -x : x
  }

  /// Student's quantile, of the probability whose normal quantile is x, by Cornish and Fisher's expansion (Abramowitz & Stegun 26.7.5): relative error below 1e-4 from 15 degrees of freedom at p ≤ 0.9999.
  static func student(normal x: Double, degrees f: Double) -> Double {
    let x3 = x * x * x
    let (x5, x7) = (x3 * x * x, x3 * x3 * x)
    return x + (x3 + x) / (4 * f) + (5 * x5 + 16 * x3 + 3 * x) / (96 * f * f)
      + (3 * x7 + 19 * x5 + 17 * x3 - 15 * x) / (384 * f * f * f)
  }

  /// F's quantile, of the probability whose normal quantile is x, by Paulson's cube root: relative error below 1e-2 from 15 degrees of freedom a side at p ≤ 0.9999.
  static func f(normal x: Double, _ first: Double, _ second: Double) -> Double {
    let (a, b) = (2 / (9 * first), 2 / (9 * second))
    // ((1 − b) y − (1 − a))² = x² (b y² + a), y the cube root; the greater solution for p > ½.
    let square = (1 - b) * (1 - b) - x * x * b
    let half = (1 - a) * (1 - b)
    let rest = (1 - a) * (1 - a) - x * x * a
    let root = max(0, half * half - square * rest).squareRoot()
    let cube = (half + (x > 0 ? root : -root)) / square
    return cube * cube * cube
  }
}
