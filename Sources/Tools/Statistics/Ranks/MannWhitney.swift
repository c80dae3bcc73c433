internal import Kernels

/// Mann–Whitney's U test: does a reference value tend to exceed a current one?
///
/// ```text
/// U₁ = #{(x, y): x > y} + ½ #{x = y}        effect: U₁/(nm) = P(X > Y) + ½ P(X = Y), ½ under no change
/// z = (U − nm/2 − c)/σ,   σ² = nm/12 (N + 1 − Σ(t³ − t)/(N(N − 1))),   c = ½ with continuity correction
/// ```
/// Here `greater` and `less` speak of the values, as in scipy.stats.mannwhitneyu: `greater` means that the reference's are larger.
///
/// Source: Mann & Whitney 1947; ties as in Hollander & Wolfe 1973.
public struct MannWhitney: Sendable, Hashable {
  /// Values of the reference.
  public let referenceCount: Int
  /// Values of the current sample.
  public let currentCount: Int
  /// U₁, in halves.
  public let statistic: Double
  /// Σ (t³ − t) over groups of equal values.
  public let tieSum: Double

  /// From a scan's sums.
  init(_ scan: RankScan, _ n: Int, _ m: Int) {
    referenceCount = n
    currentCount = m
    statistic = Double(scan.twiceReferenceWins) / 2
    tieSum = scan.tieSum
  }

  /// P(X > Y) + ½ P(X = Y) in the two samples, 0…1; ½ where neither tends to exceed the other.
  public var commonLanguageEffect: Double { statistic / (Double(referenceCount) * Double(currentCount)) }

  /// The normal law's p-value; nil when all values are equal.
  public func asymptoticPValue(_ alternative: Alternative = .twoSided, continuity: Bool = true) -> Double? {
    let n = Double(referenceCount)
    let m = Double(currentCount)
    let total = n + m
    let variance = n * m / 12 * (total + 1 - tieSum / (total * (total - 1)))
    guard variance > 0 else { return nil }
    let larger = max(statistic, n * m - statistic)
    let u =
      switch alternative {
      case .twoSided: larger
      case .greater: statistic
      case .less: n * m - statistic
      }
    let z = (u - n * m / 2 - (continuity ? 0.5 : 0)) / variance.squareRoot()
    let p = NormalDistribution.survival(z) * (alternative == .twoSided ? 2 : 1)
    return min(max(p, 0), 1)
  }

  /// P(U ≥ observed) over all orderings, without ties; two-sided twice the smaller tail.
  ///
  /// - Returns: nil when values are equal, where the count does not hold, or beyond n·m·min(n, m) = `limit`.
  /// - Complexity: O(n m min(n, m)).
  public func exactPValue(_ alternative: Alternative = .twoSided, limit: Int = 20_000_000) -> Double? {
    let small = min(referenceCount, currentCount)
    let pairs = referenceCount * currentCount
    guard tieSum == 0, referenceCount < 1 << 15, currentCount < 1 << 15, pairs * small <= limit else { return nil }
    let u = Int(statistic)
    let atLeast =
      switch alternative {
      case .twoSided: max(u, pairs - u)
      case .greater: u
      case .less: pairs - u
      }
    // By symmetry P(U ≥ k) = P(U ≤ nm − k); the smaller tail is summed.
    let large = max(referenceCount, currentCount)
    let below = pairs - atLeast
    let isLower = 2 * below <= pairs
    let tail = Self.lowerTail(isLower ? below : atLeast - 1, small: small, large: large)
    let p = isLower ? tail : 1 - tail
    return min(p * (alternative == .twoSided ? 2 : 1), 1)
  }

  /// P(U ≤ k): the Gaussian binomial coefficient ∏ (1 − q^(large+i))/(1 − qⁱ), scaled factor by factor to a law so that nothing overflows.
  private static func lowerTail(_ k: Int, small: Int, large: Int) -> Double {
    if k < 0 { return 0 }
    if k >= small * large { return 1 }
    var share = [Double](repeating: 0, count: small * large + 1)
    share[0] = 1
    var top = 0
    for i in 1...small {
      // After the i-th factor U runs over 0…i·large; C(large+i, i) = C(large+i−1, i−1) · (large+i)/i.
      let next = i * large
      let jump = large + i
      for u in stride(from: next, through: jump, by: -1) where u - jump <= top { share[u] -= share[u - jump] }
      for u in stride(from: i, through: next, by: 1) { share[u] += share[u - i] }
      let scale = Double(i) / Double(large + i)
      for u in 0...next { share[u] *= scale }
      top = next
    }
    var sum = 0.0
    for u in 0...k { sum += share[u] }
    return min(max(sum, 0), 1)
  }
}
