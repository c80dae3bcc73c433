#if canImport(Glibc)
internal import Glibc
#endif

/// Tests of equal spread.
///
/// ```text
/// Levene, Brown–Forsythe   z = |x − centre|;  F = (N − 2) Σ nᵢ(z̄ᵢ − z̄)² / ΣΣ (zᵢⱼ − z̄ᵢ)²  ~ F(1, N − 2)        centre: mean, median
/// F                        s²/u² ~ F(n − 1, m − 1)                                                            for normal data only
/// Bartlett                 ((N−2) ln s_p² − Σ (nᵢ−1) ln sᵢ²) / (1 + (1/(n−1) + 1/(m−1) − 1/(N−2))/3) ~ χ²₁      for normal data only
/// ```
/// Source: Levene 1960; Brown & Forsythe 1974; Bartlett 1937.
public struct VarianceTest: Sendable, Hashable {
  /// The statistic.
  public let statistic: Double
  /// Its p-value.
  public let pValue: Double

  /// Brown–Forsythe's test (Levene's about the median), the robust one: scipy's `levene` by default.
  ///
  /// - Parameters:
  ///   - reference: sorted ascending, finite.
  ///   - current: sorted ascending, finite.
  /// - Returns: nil below two values a side or when nothing varies about the medians.
  /// - Complexity: O(n + m), no allocation.
  public static func brownForsythe(reference: Span<Double>, current: Span<Double>) -> VarianceTest? {
    guard reference.count > 1, current.count > 1 else { return nil }
    return levene(
      reference, Quantile.linear(sorted: reference, probability: 0.5), current, Quantile.linear(sorted: current, probability: 0.5))
  }

  /// Levene's test about the means.
  public static func levene(reference: Span<Double>, current: Span<Double>) -> VarianceTest? {
    guard reference.count > 1, current.count > 1 else { return nil }
    return levene(reference, mean(reference), current, mean(current))
  }

  /// The ratio of variances, reference over current, two-sided; nil below two values a side or when a side is constant.
  public static func ratio(referenceVariance: Double, referenceCount: Int, currentVariance: Double, currentCount: Int) -> VarianceTest? {
    guard referenceCount > 1, currentCount > 1, referenceVariance > 0, currentVariance > 0 else { return nil }
    let f = referenceVariance / currentVariance
    let (a, b) = (Double(referenceCount - 1), Double(currentCount - 1))
    let upper = FisherDistribution.survival(f, numerator: a, denominator: b)
    let lower = FisherDistribution.survival(1 / f, numerator: b, denominator: a)
    return VarianceTest(statistic: f, pValue: min(2 * min(upper, lower), 1))
  }

  /// Bartlett's test; nil below two values a side or when a side is constant.
  public static func bartlett(referenceVariance: Double, referenceCount: Int, currentVariance: Double, currentCount: Int) -> VarianceTest? {
    guard referenceCount > 1, currentCount > 1, referenceVariance > 0, currentVariance > 0 else { return nil }
    let (a, b) = (Double(referenceCount - 1), Double(currentCount - 1))
    let pooled = (a * referenceVariance + b * currentVariance) / (a + b)
    let numerator = (a + b) * log(pooled) - a * log(referenceVariance) - b * log(currentVariance)
    let statistic = max(numerator / (1 + (1 / a + 1 / b - 1 / (a + b)) / 3), 0)
    return VarianceTest(statistic: statistic, pValue: ChiSquared.survival(statistic, degrees: 1))
  }

  private static func levene(_ reference: Span<Double>, _ left: Double, _ current: Span<Double>, _ right: Double) -> VarianceTest? {
    let (n, m) = (Double(reference.count), Double(current.count))
    let total = n + m
    let a = deviations(reference, left)
    let b = deviations(current, right)
    guard a.mean.isFinite, b.mean.isFinite, a.squares + b.squares > 0 else { return nil }
    let difference = a.mean - b.mean
    // Σ nᵢ(z̄ᵢ − z̄)² of two groups is nm/N (z̄₁ − z̄₂)².
    let statistic = (total - 2) * n * m / total * difference * difference / (a.squares + b.squares)
    return VarianceTest(statistic: statistic, pValue: FisherDistribution.survival(statistic, numerator: 1, denominator: total - 2))
  }

  private static func mean(_ values: Span<Double>) -> Double {
    var sum = 0.0
    for index in 0..<values.count { sum += values[index] }
    return sum / Double(values.count)
  }

  /// Mean and Σ (z − z̄)² of z = |x − centre|, in two passes.
  private static func deviations(_ values: Span<Double>, _ centre: Double) -> (mean: Double, squares: Double) {
    var sum = 0.0
    for index in 0..<values.count { sum += abs(values[index] - centre) }
    let mean = sum / Double(values.count)
    var squares = 0.0
    for index in 0..<values.count {
      let difference = abs(values[index] - centre) - mean
      squares += difference * difference
    }
    return (mean, squares)
  }
}
