internal import Kernels

/// Two-sample Cramér–von Mises test: the squared difference of the distributions, averaged over the pooled sample.
///
/// ```text
/// T = nm/N² Σ (F₁ − F₂)² over the pooled values        with ties by mid-ranks, as scipy:  T = U/(nmN) − (4nm − 1)/(6N)
/// U = n Σ (rᵢ − i)² + m Σ (sⱼ − j)²
/// ```
///
/// Source: Anderson 1962; scipy.stats.cramervonmises_2samp for ties.
public struct CramerVonMises: Sendable, Hashable {
  /// Values of the reference.
  public let referenceCount: Int
  /// Values of the current sample.
  public let currentCount: Int
  /// T ≥ 0.
  public let statistic: Double

  /// From a scan's sum.
  init(_ scan: RankScan, _ n: Int, _ m: Int) {
    referenceCount = n
    currentCount = m
    statistic = max(scan.cramerVonMises, 0)
  }

  /// P(T ≥ observed) by the limiting law of T brought to its exact mean and variance, as scipy's `asymptotic`.
  ///
  /// Where scipy's sum stops at terms of 1e-7 and its complement runs out of digits, this one keeps relative precision: it agrees to 1e-9 absolutely.
  public func asymptoticPValue() -> Double {
    let n = Double(referenceCount)
    let m = Double(currentCount)
    let total = n + m
    let product = n * m
    let mean = (1 + 1 / total) / 6
    let variance = (total + 1) * (4 * product * total - 3 * (n * n + m * m) - 2 * product) / (45 * total * total * 4 * product)
    guard variance > 0 else { return .nan }
    return CramerVonMisesLaw.survival(1.0 / 6 + (statistic - mean) / (45 * variance).squareRoot())
  }

  /// P(T ≥ observed) by counting paths: exact for continuous laws.
  ///
  /// A path of i reference and j current values adds (i·m/g − j·n/g)² at every step, g the greatest common divisor; the share of paths whose sum comes to
  /// what was observed is followed cell by cell, and a path that has reached it is counted and left.
  /// - Returns: nil where the table would hold more than `limit` numbers.
  /// - Complexity: O(n m ζ), ζ = T·N·(lcm)²/(nm)·N at most.
  ///
  /// Source: Xiao, Gordon & Yakovlev 2007.
  public func exactPValue(limit: Int = 100_000_000) -> Double? {
    SquaredGapPaths(referenceCount, currentCount)?.share(reaching: statistic, limit: limit)
  }
}
