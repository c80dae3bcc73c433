/// Kuiper's two-sample test: V = D⁺ + D⁻, as sensitive in the tails as at the centre, and on a circle independent of where it is cut.
///
/// Source: Kuiper 1960.
public struct Kuiper: Sendable, Hashable {
  /// Values of the reference.
  public let referenceCount: Int
  /// Values of the current sample.
  public let currentCount: Int
  /// V, 0…1.
  public let statistic: Double

  /// From the extremes that Kolmogorov–Smirnov's test has found.
  public init(_ test: KolmogorovSmirnov) {
    referenceCount = test.referenceCount
    currentCount = test.currentCount
    statistic = min(test.greater + test.less, 1)
  }

  /// Stephens' corrected limiting law at N = nm/(n+m), or at an effective N for dependent data.
  ///
  /// - Parameter effectiveCount: N; nil for nm/(n+m).
  public func pValue(effectiveCount: Double? = nil) -> Double {
    let n = Double(referenceCount)
    let m = Double(currentCount)
    return KuiperLaw.survival(statistic, effectiveCount: effectiveCount ?? n * m / (n + m))
  }
}
