public import Statistics

/// One column in one window against its reference: counts always, statistics where both sides hold enough values.
public struct WindowMeasurement: Hashable, Sendable {
  /// What was measured.
  public struct Evidence: Hashable, Sendable {
    /// Statistic and location.
    public let kolmogorovSmirnov: KolmogorovSmirnov
    /// Two-sided; of scipy's `auto`, or of the limiting law at effective sizes.
    public let pValue: Double
    /// PSI-QA over ten quantile steps of the reference.
    public let populationStability: Double
    /// Its bins.
    public let bins: Int
    /// ∫ |F₁ − F₂| dx; nil when a value is infinite.
    public let wasserstein: Double?
    /// Independent values each side is worth; nil when they were taken as independent.
    public let effectiveCounts: [Double]?
  }

  /// Values of the reference, NaN apart.
  public let referenceCount: Int
  /// Values in the window, NaN apart.
  public let currentCount: Int
  /// NaN or empty in the reference.
  public let referenceMissing: Int
  /// NaN or empty in the window.
  public let currentMissing: Int
  /// nil when a side is too small.
  public let evidence: Evidence?

  /// Measures one window of a column.
  ///
  /// - Parameters:
  ///   - reference: sorted.
  ///   - current: sorted.
  ///   - minimumCount: of either side, at least 1.
  ///   - time: how many dependent values are worth one, ≥ 1; nil takes them as independent.
  /// - Complexity: O(n + m), and KS's exact law up to 10,000 values a side when independent.
  public init(reference: SortedSample, current: SortedSample, minimumCount: Int, time: Double?) {
    referenceCount = reference.values.count
    currentCount = current.values.count
    referenceMissing = reference.nanCount
    currentMissing = current.nanCount
    guard min(referenceCount, currentCount) >= max(minimumCount, 1),
      let test = try? KolmogorovSmirnov(reference: reference.values.span, current: current.values.span)
    else {
      evidence = nil
      return
    }
    let (n, m) = (Double(test.referenceCount), Double(test.currentCount))
    let effective = time.map { [n / $0, m / $0] }
    let stability = PopulationStabilityIndex(reference: reference.values.span, current: current.values.span)
    evidence = Evidence(
      kolmogorovSmirnov: test,
      pValue: effective.map { test.limitingPValue(effectiveCount: $0[0] * $0[1] / ($0[0] + $0[1])) } ?? test.pValue(),
      populationStability: stability.value, bins: stability.bins.count,
      wasserstein: reference.infiniteCount + current.infiniteCount == 0 && test.wasserstein.isFinite ? test.wasserstein : nil,
      effectiveCounts: effective)
  }
}
