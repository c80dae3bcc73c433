#if canImport(Glibc)
internal import Glibc
#endif

/// ln Γ(x) for x > 0, by Stirling's series after raising small arguments.
///
/// ```text
/// ln Γ(x) = (x − ½) ln x − x + ½ ln 2π + 1/12x − 1/360x³ + 1/1260x⁵ − …       x ≥ 15
/// ```
/// Absolute error below 1e-14 · max(1, |ln Γ|). Free of the C function's global sign.
///
/// Source: Abramowitz & Stegun 6.1.41.
enum LogGamma {
  static func value(_ x: Double) -> Double {
    precondition(x > 0, "the argument is positive")
    if x == 1 || x == 2 { return 0 }
    var z = x
    var product = 1.0
    while z < 15 {
      product *= z
      z += 1
    }
    return (z - 0.5) * log(z) - z + 0.5 * log(2 * .pi) + correction(z) - log(product)
  }

  /// What Stirling's formula lacks: Σ B₂ₖ/(2k(2k−1) z²ᵏ⁻¹), z ≥ 15.
  static func correction(_ z: Double) -> Double {
    let square = 1 / (z * z)
    let tail = square * (1.0 / 1680 - square * (1.0 / 1188 - square * 691 / 360360))
    return (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - tail))) / z
  }

  /// ln B(a, b), its large terms cancelled by hand where both arguments or one are large.
  static func beta(_ a: Double, _ b: Double) -> Double {
    let small = min(a, b)
    let large = max(a, b)
    if large < 15 { return value(a) + value(b) - value(a + b) }
    let sum = small + large
    if small < 15 {
      // ln Γ(large) − ln Γ(sum) without their common size.
      let ratio = -(large - 0.5) * log1p(small / large) - small * log(sum) + small
      return value(small) + ratio + correction(large) - correction(sum)
    }
    let shares = (small - 0.5) * log(small / sum) - (large - 0.5) * log1p(small / large)
    return shares - 0.5 * log(sum) + 0.5 * log(2 * .pi) + correction(small) + correction(large) - correction(sum)
  }
}
