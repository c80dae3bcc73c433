#if canImport(Glibc)
internal import Glibc
#endif

/// Counts the share of lattice paths (orderings of two samples) whose empirical distributions come as far apart as observed.
///
/// A path from (0, 0) to (n, m) steps right for a reference value and up for a current one; it is outside where |i/n − j/m| ≥ h/lcm(n, m).
/// With u(i, j) the share of paths to (i, j) that have been outside,
/// ```text
/// u = 1 outside,   u(i, j) = i/(i+j) · u(i−1, j) + j/(i+j) · u(i, j−1) inside,   p = u(n, m).
/// ```
/// Source: Hodges 1958; Viehmann 2021 for the recursion on the outside.
struct LatticePaths {
  let n: Int
  let m: Int
  let divisor: Int

  /// Refuses lattices finer than 2³¹ − 1 cells a period, as scipy does.
  init?(_ n: Int, _ m: Int) {
    var (a, b) = (n, m)
    while b != 0 { (a, b) = (b, a % b) }
    guard n / a < Int(Int32.max) / (m / a) else { return nil }
    self.n = n
    self.m = m
    divisor = a
  }

  func outside(statistic: Double, alternative: Alternative) -> Double {
    let multiple = Double(n / divisor) * Double(m)
    let h = Int((statistic * multiple).rounded())
    if h == 0 { return 1 }
    if n == m { return alternative == .twoSided ? squareTwoSided(h) : squareOneSided(h) }
    switch alternative {
    case .twoSided: return sweep(h, above: true, below: true)
    case .greater: return sweep(h, above: true, below: false)
    case .less: return sweep(h, above: false, below: true)
    }
  }

  /// ∏ (n − j)/(n + j + 1), j < h: one barrier, by reflection.
  private func squareOneSided(_ h: Int) -> Double {
    var product = 1.0
    for j in 0..<h { product *= Double(n - j) / Double(n + j + 1) }
    return product
  }

  /// 2 Σₖ (−1)ᵏ⁺¹ C(2n, n − kh)/C(2n, n), as nested products so that nothing overflows.
  private func squareTwoSided(_ h: Int) -> Double {
    var total = 0.0
    var k = n / h
    while k >= 1 {
      // C(2n, n − kh)/C(2n, n − (k−1)h), folded into Horner's form.
      var ratio = 1.0
      for j in 0..<h { ratio *= Double(n - (k - 1) * h - j) / Double(n + (k - 1) * h + j + 1) }
      total = ratio * (1 - total)
      k -= 1
    }
    return min(max(2 * total, 0), 1)
  }

  /// Row by row over i, holding u(i, ·) for the columns inside the band.
  private func sweep(_ h: Int, above: Bool, below: Bool) -> Double {
    let stepN = n / divisor
    let stepM = m / divisor
    // gap(i, j) = i·stepM − j·stepN; outside above where gap ≥ h, below where gap ≤ −h.
    var share = [Double](repeating: 1, count: m + 1)
    var lastLow = 0
    var lastHigh = -1
    var reciprocal = [Double](repeating: 0, count: n + m + 1)
    for sum in 1...(n + m) { reciprocal[sum] = 1 / Double(sum) }
    for i in 0...n {
      // Inside: gap < h, that is j > (i·stepM − h)/stepN, and gap > −h, that is j < (i·stepM + h)/stepN.
      let low = above ? max(Self.floorDivide(i * stepM - h, stepN) + 1, 0) : 0
      let high = below ? min(-Self.floorDivide(-(i * stepM + h), stepN) - 1, m) : m
      if low > high || low > m { return 1 }
      // Left of the band every path has been outside; at j = −1 there is none.
      var value = low > 0 ? 1.0 : 0.0
      for j in low...high {
        if i == 0 && j == 0 {
          value = 0
        } else {
          let before = i == 0 ? 0 : (j >= lastLow && j <= lastHigh ? share[j] : 1)
          value = (before * Double(i) + value * Double(j)) * reciprocal[i + j]
        }
        share[j] = value
      }
      lastLow = low
      lastHigh = high
    }
    return lastHigh < m ? 1 : min(max(share[m], 0), 1)
  }

  private static func floorDivide(_ a: Int, _ b: Int) -> Int {
    let quotient = a / b
    return a % b < 0 ? quotient - 1 : quotient
  }
}
