public import Statistics

#if canImport(Glibc)
internal import Glibc
#endif

/// Population stability index of two binned samples.
///
/// ```text
/// PSI = Σ (qᵢ − pᵢ) ln(qᵢ/pᵢ)      p, q shares of reference and current; a share of 0 becomes ε; bins empty on both sides are skipped
/// ```
/// Rules of thumb: below 0.1 stable, 0.1 to 0.25 moderate, above 0.25 major. They know nothing of sample size; ``criticalValue(alpha:)`` does:
/// under no change PSI/(1/n + 1/m) follows about χ² with bins − 1 degrees of freedom.
public struct PopulationStabilityIndex: Hashable, Sendable {
  /// The index, ≥ 0.
  public let value: Double
  /// The bins.
  public let bins: QuantileBins
  /// Reference values a bin.
  public let referenceCounts: [Int]
  /// Current values a bin.
  public let currentCounts: [Int]

  /// Index of counts over common bins.
  ///
  /// - Parameters:
  ///   - bins: what the counts were counted in.
  ///   - referenceCounts: one a bin, not all 0.
  ///   - currentCounts: one a bin, not all 0.
  ///   - epsilon: the share that stands for none.
  public init(bins: QuantileBins, referenceCounts: [Int], currentCounts: [Int], epsilon: Double = 1e-4) {
    precondition(referenceCounts.count == bins.count && currentCounts.count == bins.count, "one count a bin")
    let n = referenceCounts.reduce(0, +)
    let m = currentCounts.reduce(0, +)
    precondition(n > 0 && m > 0, "both samples have values")
    var sum = 0.0
    for bin in referenceCounts.indices where referenceCounts[bin] > 0 || currentCounts[bin] > 0 {
      let p = referenceCounts[bin] == 0 ? epsilon : Double(referenceCounts[bin]) / Double(n)
      let q = currentCounts[bin] == 0 ? epsilon : Double(currentCounts[bin]) / Double(m)
      sum += (q - p) * log(q / p)
    }
    value = sum
    self.bins = bins
    self.referenceCounts = referenceCounts
    self.currentCounts = currentCounts
  }

  /// Index of two sorted samples over the reference's quantile bins.
  ///
  /// - Parameters:
  ///   - reference: sorted ascending, at least one value, no NaN.
  ///   - current: sorted ascending, at least one value, no NaN.
  ///   - count: B, the number of quantile steps.
  ///   - rule: `psi_qa` or `psi_q`.
  ///   - epsilon: the share that stands for none.
  public init(reference: Span<Double>, current: Span<Double>, count: Int = 10, rule: QuantileBins.Rule = .atomAware, epsilon: Double = 1e-4) {
    let bins = QuantileBins(reference: reference, count: count, rule: rule)
    self.init(bins: bins, referenceCounts: bins.counts(sorted: reference), currentCounts: bins.counts(sorted: current), epsilon: epsilon)
  }

  /// Index of two samples in any order, without sorting either.
  ///
  /// - Parameters:
  ///   - reference: at least one value, no NaN.
  ///   - current: at least one value, no NaN.
  ///   - count: B, the number of quantile steps.
  ///   - rule: `psi_qa` or `psi_q`.
  ///   - epsilon: the share that stands for none.
  /// - Complexity: O(n + m): two passes over the reference, one over the current sample.
  public init(selecting reference: Span<Double>, current: Span<Double>, count: Int = 10, rule: QuantileBins.Rule = .atomAware, epsilon: Double = 1e-4) {
    let (bins, counts) = QuantileBins.selecting(reference, count: count, rule: rule)
    self.init(bins: bins, referenceCounts: counts, currentCounts: bins.counts(current), epsilon: epsilon)
  }

  /// Bins that hold a value of either side.
  public var occupiedBins: Int { referenceCounts.indices.count { referenceCounts[$0] > 0 || currentCounts[$0] > 0 } }

  /// The PSI that no change exceeds with probability `alpha` in samples of this size; nil when a single bin holds everything.
  public func criticalValue(alpha: Double) -> Double? {
    let degrees = occupiedBins - 1
    guard degrees > 0 else { return nil }
    let n = Double(referenceCounts.reduce(0, +))
    let m = Double(currentCounts.reduce(0, +))
    return ChiSquared.criticalValue(alpha, degrees: degrees) * (1 / n + 1 / m)
  }

  /// p-value of Pearson's χ² for equal shares, the counts scaled to `referenceEffective` and `currentEffective` independent values.
  ///
  /// Pearson's form, because ε makes PSI itself jump where a bin runs empty. 1 when a single bin holds everything.
  public func pValue(referenceEffective: Double, currentEffective: Double) -> Double {
    let n = Double(referenceCounts.reduce(0, +))
    let m = Double(currentCounts.reduce(0, +))
    let degrees = occupiedBins - 1
    guard degrees > 0 else { return 1 }
    let total = referenceEffective + currentEffective
    var sum = 0.0
    for bin in referenceCounts.indices where referenceCounts[bin] > 0 || currentCounts[bin] > 0 {
      let p = Double(referenceCounts[bin]) / n
      let q = Double(currentCounts[bin]) / m
      let pooled = (p * referenceEffective + q * currentEffective) / total
      sum += (p - q) * (p - q) / pooled
    }
    return ChiSquared.survival(sum * referenceEffective * currentEffective / total, degrees: degrees)
  }
}
