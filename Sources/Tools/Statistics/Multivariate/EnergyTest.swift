internal import Kernels

/// Energy distance of two samples of vectors: needs no bandwidth, sees every difference in law that has a mean distance.
///
/// ```text
/// E = 2 E‖X − Y‖ − E‖X − X′‖ − E‖Y − Y′‖ ≥ 0      V-statistic: all pairs, i = j among them
/// ```
///
/// Contributions: every distance is shared out among the features by their squared gaps, ‖d‖ = Σⱼ dⱼ²/‖d‖, so that the shares' energies
/// sum to E.
///
/// Source: Székely & Rizzo 2004, 2013.
public struct EnergyTest: Sendable, Hashable {
  /// E ≥ 0, in the features' unit.
  public let statistic: Double
  /// E / (2 E‖X − Y‖), 0…1: 0 for equal laws, whatever the sample sizes.
  public let effect: Double
  /// (k + 1)/(B + 1); nil without a plan.
  public let pValue: Double?
  /// The permutations' statistics, in the order drawn.
  public let permuted: [Double]

  /// Computes the distance.
  ///
  /// - Throws: ``MultivariateError``: different columns, no row on a side, more than 65,536 rows together.
  /// - Complexity: O((n + m)² p/2).
  public init(reference: SampleMatrix, current: SampleMatrix) throws(MultivariateError) {
    let signs = [Double](repeating: 1, count: reference.rows) + [Double](repeating: -1, count: current.rows)
    try self.init(reference, current, signs)
  }

  /// Computes the distance and its permutation p-value, all permutations as one matrix product.
  ///
  /// - Parameters:
  ///   - plan: how many and what is exchanged.
  ///   - generator: the same state gives the same p.
  /// - Throws: as without a plan.
  /// - Complexity: O((n + m)² (p + B)/2); memory for (n + m)(B + 1) signs.
  public init(
    reference: SampleMatrix, current: SampleMatrix, plan: PermutationPlan, using generator: inout some RandomNumberGenerator
  ) throws(MultivariateError) {
    try SampleMatrix.check(reference, current, minimum: 1, maximum: MaximumMeanDiscrepancy.maximumRows)
    try self.init(reference, current, plan.signs(reference: reference.rows, current: current.rows, using: &generator))
  }

  private init(_ reference: SampleMatrix, _ current: SampleMatrix, _ signs: [Double]) throws(MultivariateError) {
    try SampleMatrix.check(reference, current, minimum: 1, maximum: MaximumMeanDiscrepancy.maximumRows)
    let (n, m) = (Double(reference.rows), Double(current.rows))
    let sums = PairwiseSums.all(.pooled(reference, current), reference: reference.rows, kernel: .distance, signs: signs)
    let values = sums.map { max(0, 2 * $0.between / (n * m) - $0.withinReference / (n * n) - $0.withinCurrent / (m * m)) }
    statistic = values[0]
    effect = sums[0].between > 0 ? statistic / (2 * sums[0].between / (n * m)) : 0
    permuted = Array(values.dropFirst())
    let slack = 1e-12 * sums[0].total / (min(n, m) * min(n, m))
    pValue = permuted.isEmpty ? nil : PermutationPlan.pValue(observed: statistic, permuted: permuted, slack: slack)
  }

  /// Each feature's share of E; they sum to it. A share may be slightly negative: a feature without drift takes less of the longer distances.
  ///
  /// - Throws: ``MultivariateError``: as the initialiser.
  /// - Complexity: one walk over all pairs, O((n + m)² p).
  public static func contributions(reference: SampleMatrix, current: SampleMatrix) throws(MultivariateError) -> [Double] {
    try SampleMatrix.check(reference, current, minimum: 1, maximum: MaximumMeanDiscrepancy.maximumRows)
    let weights =
      [Double](repeating: 1 / Double(reference.rows), count: reference.rows) + [Double](repeating: -1 / Double(current.rows), count: current.rows)
    return PairwiseSums.weightedGaps(.pooled(reference, current), kernel: .inverseDistance, weights: weights).map { -$0 }
  }
}
