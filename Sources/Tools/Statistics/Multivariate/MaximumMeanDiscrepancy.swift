internal import Kernels

/// Squared maximum mean discrepancy with a Gaussian kernel: how far apart two samples' mean embeddings lie, sensitive to every difference
/// in law.
///
/// ```text
/// k(x, y) = e^(−‖x − y‖²/2σ²)
/// unbiased  Σₓₓ/(n(n−1)) + Σᵧᵧ/(m(m−1)) − 2Σₓᵧ/(nm)      over i ≠ j; may be negative
/// biased    (Σₓₓ + n)/n² + (Σᵧᵧ + m)/m² − 2Σₓᵧ/(nm)       ≥ 0
/// ```
///
/// Contributions: how much the biased MMD² grows, per unit, when feature j is stretched and all else is left, ½ ∂MMD²/∂ln aⱼ at aⱼ = 1,
/// where aⱼ scales the feature: cⱼ = −Σ wᵢ wₖ k(xᵢ, xₖ)(xᵢⱼ − xₖⱼ)²/2σ² with w = 1/n in the reference and −1/m in the current sample.
/// Positive where stretching would show the difference better; features without a part in it only blur the kernel, and theirs are near 0
/// or negative.
///
/// Source: Gretton, Borgwardt, Rasch, Schölkopf & Smola 2012, eqs. 3 and 5.
public struct MaximumMeanDiscrepancy: Sendable, Hashable {
  /// σ > 0.
  public let bandwidth: Double
  /// Unbiased estimate of MMD².
  public let unbiased: Double
  /// Biased estimate of MMD².
  public let biased: Double
  /// (k + 1)/(B + 1) for the unbiased estimate; nil without a plan.
  public let pValue: Double?
  /// Unbiased estimates of the permutations, in the order drawn.
  public let permuted: [Double]

  /// Most rows of both samples together: the walk over all pairs is quadratic.
  public static let maximumRows = 65_536

  /// Computes both estimates.
  ///
  /// - Parameters:
  ///   - bandwidth: σ; nil for ``medianHeuristic(reference:current:)``.
  /// - Throws: ``MultivariateError``: different columns, fewer than 2 rows a side, more than 65,536 together, a bandwidth not above 0,
  ///   ``MultivariateError/noSpread`` when the median distance is 0.
  /// - Complexity: O((n + m)² p/2).
  public init(reference: SampleMatrix, current: SampleMatrix, bandwidth: Double? = nil) throws(MultivariateError) {
    let signs = [Double](repeating: 1, count: reference.rows) + [Double](repeating: -1, count: current.rows)
    try self.init(reference, current, bandwidth, signs)
  }

  /// Computes both estimates and the permutation p-value of the unbiased one.
  ///
  /// All permutations are one matrix product over the kernel; the kernel's matrix is walked over in tiles and never stored.
  /// - Parameters:
  ///   - bandwidth: σ; nil for ``medianHeuristic(reference:current:)``, which the permutations do not change.
  ///   - plan: how many and what is exchanged.
  ///   - generator: the same state gives the same p.
  /// - Throws: as without a plan.
  /// - Complexity: O((n + m)² (p + B)/2); memory for (n + m)(B + 1) signs.
  public init(
    reference: SampleMatrix, current: SampleMatrix, bandwidth: Double? = nil, plan: PermutationPlan, using generator: inout some RandomNumberGenerator
  ) throws(MultivariateError) {
    try SampleMatrix.check(reference, current, minimum: 2, maximum: Self.maximumRows)
    try self.init(reference, current, bandwidth, plan.signs(reference: reference.rows, current: current.rows, using: &generator))
  }

  private init(_ reference: SampleMatrix, _ current: SampleMatrix, _ bandwidth: Double?, _ signs: [Double]) throws(MultivariateError) {
    try SampleMatrix.check(reference, current, minimum: 2, maximum: Self.maximumRows)
    let pooled = SampleMatrix.pooled(reference, current)
    let sigma = if let bandwidth { bandwidth } else { try Self.medianHeuristic(pooled) }
    guard sigma > 0, sigma.isFinite else { throw .badParameter("bandwidth", value: sigma, wanted: "a finite length above 0") }
    self.bandwidth = sigma
    let (n, m) = (Double(reference.rows), Double(current.rows))
    let sums = PairwiseSums.all(pooled, reference: reference.rows, kernel: .gaussian(rate: 1 / (2 * sigma * sigma)), signs: signs)
    let estimates = sums.map { $0.withinReference / (n * (n - 1)) + $0.withinCurrent / (m * (m - 1)) - 2 * $0.between / (n * m) }
    unbiased = estimates[0]
    biased = (sums[0].withinReference + n) / (n * n) + (sums[0].withinCurrent + m) / (m * m) - 2 * sums[0].between / (n * m)
    permuted = Array(estimates.dropFirst())
    let slack = 1e-12 * sums[0].total / (min(n, m) * (min(n, m) - 1))
    pValue = permuted.isEmpty ? nil : PermutationPlan.pValue(observed: unbiased, permuted: permuted, slack: slack)
  }

  /// √(max(0, unbiased)): the distance of the embeddings, 0…√2, whatever the sample sizes.
  public var effect: Double { max(0, unbiased).squareRoot() }

  /// cⱼ of the type's comment, one a feature.
  ///
  /// - Throws: ``MultivariateError``: as the initialiser.
  /// - Complexity: one more walk, O((n + m)² p).
  public func contributions(reference: SampleMatrix, current: SampleMatrix) throws(MultivariateError) -> [Double] {
    try SampleMatrix.check(reference, current, minimum: 2, maximum: Self.maximumRows)
    let weights =
      [Double](repeating: 1 / Double(reference.rows), count: reference.rows) + [Double](repeating: -1 / Double(current.rows), count: current.rows)
    let rate = 1 / (2 * bandwidth * bandwidth)
    return PairwiseSums.weightedGaps(.pooled(reference, current), kernel: .gaussian(rate: rate), weights: weights).map { -rate * $0 }
  }

  /// σ = median of the distances of all pairs of the pooled rows.
  ///
  /// - Throws: ``MultivariateError``: different columns, fewer than 2 rows together, more than 65,536, ``MultivariateError/noSpread``.
  /// - Complexity: O((n + m)² p), no matrix stored.
  public static func medianHeuristic(reference: SampleMatrix, current: SampleMatrix) throws(MultivariateError) -> Double {
    try SampleMatrix.check(reference, current, minimum: 1, maximum: maximumRows)
    return try medianHeuristic(.pooled(reference, current))
  }

  private static func medianHeuristic(_ pooled: SampleMatrix) throws(MultivariateError) -> Double {
    let median = pairwiseMedian(pooled.values.span, count: pooled.rows, dimension: pooled.columns)
    guard median > 0 else { throw .noSpread }
    return median
  }
}
