/// Welch's t test: do two samples differ in mean, whatever their variances?
///
/// ```text
/// t = (x̄ − ȳ)/√(s²/n + u²/m),   f = (s²/n + u²/m)² / (s⁴/(n²(n−1)) + u⁴/(m²(m−1)))        effect: Cohen's d = (ȳ − x̄)/√((s² + u²)/2)
/// ```
/// Source: Welch 1947.
public struct WelchTest: Sendable, Hashable {
  /// t; positive when the reference's mean is the larger.
  public let statistic: Double
  /// f, Welch–Satterthwaite's degrees of freedom.
  public let degrees: Double
  /// (mean of current − mean of reference) over the root of the mean variance.
  public let effect: Double

  /// From means and variances; nil below two values a side or when both samples are constant.
  ///
  /// - Parameters:
  ///   - reference: mean, Σ(x − x̄)²/(n − 1) and n.
  ///   - current: the same of the current sample.
  public init?(reference: (mean: Double, variance: Double, count: Int), current: (mean: Double, variance: Double, count: Int)) {
    guard reference.count > 1, current.count > 1 else { return nil }
    let left = reference.variance / Double(reference.count)
    let right = current.variance / Double(current.count)
    let total = left + right
    guard total > 0, total.isFinite else { return nil }
    statistic = (reference.mean - current.mean) / total.squareRoot()
    degrees = total * total / (left * left / Double(reference.count - 1) + right * right / Double(current.count - 1))
    effect = (current.mean - reference.mean) / ((reference.variance + current.variance) / 2).squareRoot()
  }

  /// Two-sided p-value by Student's law.
  public var pValue: Double { StudentDistribution.twoSidedSurvival(statistic, degrees: degrees) }
}
