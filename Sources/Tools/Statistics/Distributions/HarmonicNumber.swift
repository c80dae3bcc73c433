#if canImport(Glibc)
internal import Glibc
#endif

/// Harmonic numbers of whole order, by their sums below 64 and Euler–Maclaurin's series above, to the last digits.
enum HarmonicNumber {
  /// H_n = Σ 1/k, k ≤ n.
  static func first(_ n: Double) -> Double {
    if n < 64 { return sum(n) { 1 / $0 } }
    let square = 1 / (n * n)
    return log(n) + 0.57721566490153286 + 0.5 / n - square * (1.0 / 12 - square * (1.0 / 120 - square / 252))
  }

  /// H_n⁽²⁾ = Σ 1/k², k ≤ n.
  static func second(_ n: Double) -> Double {
    if n < 64 { return sum(n) { 1 / ($0 * $0) } }
    let inverse = 1 / n
    let square = inverse * inverse
    return .pi * .pi / 6 - inverse + 0.5 * square - inverse * square * (1.0 / 6 - square * (1.0 / 30 - square / 42))
  }

  private static func sum(_ n: Double, _ term: (Double) -> Double) -> Double {
    var total = 0.0
    var k = n
    while k >= 1 {
      total += term(k)
      k -= 1
    }
    return total
  }
}
