#if canImport(Glibc)
internal import Glibc
#endif

/// Linear-time estimate of MMD²: disjoint pairs of rows, one term each.
///
/// ```text
/// h = k(x₁, x₂) + k(y₁, y₂) − k(x₁, y₂) − k(x₂, y₁)      MMD² ≈ mean of h over ⌊min(n, m)/2⌋ pairs
/// ```
/// The terms are independent when rows are, so that the mean is normal under the null: its law needs no permutation, at the price of a larger
/// variance than the quadratic estimate's.
///
/// Contributions: as for ``MaximumMeanDiscrepancy``, half the derivative of the statistic along the logarithm of each feature's scale,
/// over the same pairs.
///
/// Source: Gretton et al. 2012, §6.
public struct LinearMaximumMeanDiscrepancy: Sendable, Hashable {
  /// σ > 0.
  public let bandwidth: Double
  /// Mean of h; may be negative.
  public let statistic: Double
  /// Standard deviation of h (divisor pairs − 1) / √pairs; nil for one pair.
  public let standardError: Double?
  /// Terms.
  public let pairs: Int
  /// One a feature.
  public let contributions: [Double]

  /// Computes the estimate from rows in the order given; rows behind the last pair are not used.
  ///
  /// - Throws: ``MultivariateError``: different columns, fewer than 2 rows a side, a bandwidth not above 0.
  /// - Complexity: O(min(n, m) · p), no pair of rows beyond those named.
  public init(reference: SampleMatrix, current: SampleMatrix, bandwidth: Double) throws(MultivariateError) {
    try SampleMatrix.check(reference, current, minimum: 2)
    guard bandwidth > 0, bandwidth.isFinite else { throw .badParameter("bandwidth", value: bandwidth, wanted: "a finite length above 0") }
    self.bandwidth = bandwidth
    let rate = 1 / (2 * bandwidth * bandwidth)
    let count = min(reference.rows, current.rows) / 2
    var gaps = [Double](repeating: 0, count: reference.columns)
    var slopes = gaps
    func kernel(_ a: SampleMatrix, _ i: Int, _ b: SampleMatrix, _ j: Int, _ sign: Double) -> Double {
      var squared = 0.0
      for column in 0..<a.columns {
        let gap = a[i, column] - b[j, column]
        gaps[column] = gap * gap
        squared += gap * gap
      }
      let value = sign * exp(-rate * squared)
      for column in 0..<a.columns { slopes[column] -= rate * value * gaps[column] }
      return value
    }
    var moments = Moments()
    for pair in 0..<count {
      let (i, j) = (2 * pair, 2 * pair + 1)
      moments.update(
        kernel(reference, i, reference, j, 1) + kernel(current, i, current, j, 1) + kernel(reference, i, current, j, -1)
          + kernel(reference, j, current, i, -1))
    }
    contributions = slopes.map { $0 / Double(count) }
    statistic = moments.mean
    standardError = moments.standardDeviation.map { $0 / Double(count).squareRoot() }
    pairs = count
  }

  /// P(Z ≥ statistic / standard error), Z standard normal; nil for one pair; 1 when every term is 0.
  public var pValue: Double? {
    standardError.map { $0 > 0 ? NormalDistribution.survival(statistic / $0) : (statistic > 0 ? 0 : 1) }
  }
}
