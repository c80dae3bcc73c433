internal import Statistics

extension ColumnComparison {
  /// nm/(n + m).
  private var effectiveCount: Double {
    let n = Double(reference.count)
    let m = Double(current.count)
    return n * m / (n + m)
  }

  /// Kuiper's V that no change exceeds with probability `alpha` in samples of this size, by Stephens' corrected law.
  public func criticalKuiper(alpha: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    while high - low > 1e-12 {
      let middle = (low + high) / 2
      if KuiperLaw.survival(middle, effectiveCount: effectiveCount) > alpha { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The Jensen–Shannon distance, and to first order Hellinger's, that no change exceeds with probability `alpha` in samples of this size.
  ///
  /// Near equality both squares are χ²/8N, N = nm/(n + m), with occupied bins − 1 degrees of freedom. nil when one bin holds everything.
  public func criticalJensenShannon(alpha: Double) -> Double? {
    let degrees = populationStability.occupiedBins - 1
    guard degrees > 0 else { return nil }
    return (ChiSquared.criticalValue(alpha, degrees: degrees) / (8 * effectiveCount)).squareRoot()
  }
}
