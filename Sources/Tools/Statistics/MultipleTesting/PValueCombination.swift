#if canImport(Glibc)
internal import Glibc
#endif

/// One p-value of several independent ones.
///
/// Source: Fisher 1932; Stouffer et al. 1949.
public enum PValueCombination {
  /// A combined test.
  public struct Outcome: Sendable, Hashable {
    /// The statistic.
    public let statistic: Double
    /// Its p-value.
    public let pValue: Double
  }

  /// −2 Σ ln p ~ χ² with 2K degrees of freedom.
  public static func fisher(_ pValues: [Double]) -> Outcome {
    precondition(!pValues.isEmpty, "at least one p-value")
    let statistic = -2 * pValues.reduce(0) { $0 + log($1) }
    return Outcome(statistic: statistic, pValue: ChiSquared.survival(statistic, degrees: 2 * pValues.count))
  }

  /// Σ z/√K with z the upper normal quantile of p. A p of 1 counts as 1 − 1e-15, so that one test cannot silence all others.
  public static func stouffer(_ pValues: [Double]) -> Outcome {
    precondition(!pValues.isEmpty, "at least one p-value")
    let sum = pValues.reduce(0) { $0 + NormalDistribution.upperQuantile(min($1, 1 - 1e-15)) }
    let statistic = sum / Double(pValues.count).squareRoot()
    return Outcome(statistic: statistic, pValue: NormalDistribution.survival(statistic))
  }
}
