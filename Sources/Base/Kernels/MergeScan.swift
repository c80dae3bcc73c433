/// One pass over two sorted samples: the extreme gaps of their empirical distributions and the area between them.
///
/// F₁, F₂ are right-continuous: F(x) = share of values ≤ x. The gaps are compared as exact integers `c₁ m − c₂ n` and, where these tie, as the
/// floating-point difference `c₁/n − c₂/m`, so that the location is the one scipy's first extremum in concat(sorted, sorted) gives.
/// ``RankScan`` gives all other rank statistics along with them, at no further cost.
public struct MergeScan: Sendable, Hashable {
  /// max(F₁ − F₂) over all pooled points; ≤ 0 only when never positive.
  public var greatestDifference: Double
  /// Value at which ``greatestDifference`` is first reached, searching the reference before the current sample.
  public var greatestLocation: Double
  /// min(F₁ − F₂) over all pooled points.
  public var leastDifference: Double
  /// Value at which ``leastDifference`` is first reached, searching the reference before the current sample.
  public var leastLocation: Double
  /// ∫ |F₁ − F₂| dx: the Wasserstein-1 distance; NaN or infinite when a sample holds an infinity.
  public var area: Double

  /// From noted extremes.
  init(_ extremes: GapExtremes, _ n: Int, _ m: Int, area: Double) {
    (greatestDifference, greatestLocation) = extremes.high(n, m)
    (leastDifference, leastLocation) = extremes.low(n, m)
    self.area = area
  }

  /// Scans two samples.
  ///
  /// - Parameters:
  ///   - reference: sorted ascending, shape `[n]`, n ≥ 1, no NaN.
  ///   - current: sorted ascending, shape `[m]`, m ≥ 1, no NaN; n·m < 2⁶².
  /// - Complexity: O(n + m), no allocation.
  public init(reference: Span<Double>, current: Span<Double>) {
    // The other sums hide in the latency of the merge: a loop for these alone was measured to be no faster.
    self = RankScan(reference: reference, current: current).gaps
  }
}
