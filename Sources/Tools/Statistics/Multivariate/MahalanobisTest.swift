/// Do current rows lie as far from the reference's centre as its own rows do, in the reference's standard deviations?
///
/// Mean and covariance are learned on one half of the reference (every other row, or run of rows in blocks); the other half's squared
/// distances and the current rows' are compared by the permutation law of their means, two-sided.
///
/// Contributions: what each feature adds to the mean squared distance (``MahalanobisDistance/contributions(of:)``), current minus held-out
/// reference; they sum to the statistic.
public struct MahalanobisTest: Sendable, Hashable {
  /// Mean D² of the held-out reference rows; p for normal rows of a large reference.
  public let referenceMean: Double
  /// Mean D² of the current rows.
  public let currentMean: Double
  /// current − reference.
  public var statistic: Double { currentMean - referenceMean }
  /// The difference in standard deviations of the held-out squared distances; ±inf when these do not vary and the means differ.
  public let effect: Double
  /// (k + 1)/(B + 1), two-sided.
  public let pValue: Double
  /// One a feature.
  public let contributions: [Double]

  /// Compares two samples.
  ///
  /// - Parameter plan: for blocks, the halves of the reference are runs of that many rows too.
  /// - Throws: ``MultivariateError``: different columns, fewer than 2p + 2 reference rows or 2 current rows, a constant column, a singular
  ///   covariance.
  /// - Complexity: O((n + m) p² + p³ + B (n + m)).
  public init(
    reference: SampleMatrix, current: SampleMatrix, plan: PermutationPlan, using generator: inout some RandomNumberGenerator
  ) throws(MultivariateError) {
    try SampleMatrix.check(reference, current, minimum: 2)
    let least = 2 * reference.columns + 2
    guard reference.rows >= least else { throw .tooFewRows(count: reference.rows, minimum: least) }
    let halves = HeldOutComparison.halves(reference.rows, plan.scheme)
    let held = reference.selecting(halves.held)
    let model = try MahalanobisDistance(reference: reference.selecting(halves.learning))
    let comparison = try HeldOutComparison(
      held: model.distances(of: held).map { $0 * $0 }, current: model.distances(of: current).map { $0 * $0 }, plan: plan, using: &generator)
    referenceMean = comparison.referenceMean
    currentMean = comparison.currentMean
    effect = comparison.effect
    pValue = comparison.pValue
    contributions = try zip(model.contributions(of: current), model.contributions(of: held)).map { $0 - $1 }
  }
}
