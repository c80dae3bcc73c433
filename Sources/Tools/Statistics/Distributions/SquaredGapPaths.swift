/// Counts the share of lattice paths (orderings of two samples) whose sum of squared gaps reaches a bound: the exact law of Cramér–von Mises' T.
///
/// With steps p = m/g for a reference and q = n/g for a current value, the path's sum is ζ = Σ (i·p − j·q)² over its points, and T = nm/N² · ζ/lcm².
struct SquaredGapPaths {
  let n: Int
  let m: Int
  let divisor: Int

  init?(_ n: Int, _ m: Int) {
    guard n > 0, m > 0, n < 1 << 15, m < 1 << 15 else { return nil }
    var (a, b) = (n, m)
    while b != 0 { (a, b) = (b, a % b) }
    self.n = n
    self.m = m
    divisor = a
  }

  /// Share of paths with T ≥ statistic; nil when more than `limit` sums would have to be followed.
  func share(reaching statistic: Double, limit: Int) -> Double? {
    let multiple = Double(n / divisor * m)
    let total = Double(n + m)
    // T's sums are whole: half a unit guards against the rounding of T.
    let exact = statistic * total * total / (Double(n) * Double(m)) * multiple * multiple
    guard exact < 4e15 else { return nil }
    let bound = Int((exact - 0.25).rounded(.up))
    if bound <= 0 { return 1 }
    guard bound.multipliedReportingOverflow(by: n * m).overflow == false, bound * n * m <= limit else { return nil }
    let (p, q) = (m / divisor, n / divisor)
    // rows[j][s]: share of all paths to (i, j) that have the sum s < bound so far.
    var rows = [[Double]](repeating: [], count: m + 1)
    var reached = [Double](repeating: 0, count: m + 1)
    for i in 0...n {
      for j in 0...m {
        let gap = i * p - j * q
        let added = gap * gap
        if i == 0 && j == 0 {
          rows[0] = [1]
          continue
        }
        let fromReference = i > 0 ? Double(i) / Double(i + j) : 0
        let fromCurrent = j > 0 ? Double(j) / Double(i + j) : 0
        let left = i > 0 ? rows[j] : []
        let below = j > 0 ? rows[j - 1] : []
        var here = [Double](repeating: 0, count: min(max(left.count, below.count) + added, bound))
        var over = (i > 0 ? reached[j] : 0) * fromReference + (j > 0 ? reached[j - 1] : 0) * fromCurrent
        for s in 0..<max(left.count, below.count) {
          let share = (s < left.count ? left[s] * fromReference : 0) + (s < below.count ? below[s] * fromCurrent : 0)
          if s + added < bound { here[s + added] = share } else { over += share }
        }
        rows[j] = here
        reached[j] = over
      }
    }
    return min(reached[m], 1)
  }
}
