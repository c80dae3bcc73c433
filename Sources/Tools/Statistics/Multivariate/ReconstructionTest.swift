/// Are current rows rebuilt from the reference's principal components as well as the reference's own are?
///
/// The components are learned on one half of the reference (every other row, or run of rows in blocks); the other half's errors and the
/// current rows' are compared by the permutation law of their means, two-sided: errors may also fall.
///
/// Contributions: mean squared residual of each feature, current minus held-out reference, in the reference's standard deviations squared.
public struct ReconstructionTest: Sendable, Hashable {
  /// Components kept.
  public let components: Int
  /// Mean error of the held-out reference rows.
  public let referenceError: Double
  /// Mean error of the current rows.
  public let currentError: Double
  /// current − reference.
  public var statistic: Double { currentError - referenceError }
  /// The difference in standard deviations of the held-out errors; ±inf when these do not vary and the means differ.
  public let effect: Double
  /// (k + 1)/(B + 1), two-sided.
  public let pValue: Double
  /// One a feature.
  public let contributions: [Double]

  /// Compares two samples.
  ///
  /// - Parameters:
  ///   - ratio: share of the variance that the kept components must exceed. At 1 nothing is left over and nothing can be tested.
  ///   - plan: for blocks, the halves of the reference are runs of that many rows too.
  /// - Throws: ``MultivariateError``: different columns, fewer than 4 reference rows or 2 current rows, all columns constant, no convergence.
  /// - Complexity: O((n + m) p² + p³ + B (n + m)).
  public init(
    reference: SampleMatrix, current: SampleMatrix, ratio: Double = 0.65, plan: PermutationPlan, using generator: inout some RandomNumberGenerator
  ) throws(MultivariateError) {
    try SampleMatrix.check(reference, current, minimum: 2)
    guard reference.rows >= 4 else { throw .tooFewRows(count: reference.rows, minimum: 4) }
    let halves = HeldOutComparison.halves(reference.rows, plan.scheme)
    let held = reference.selecting(halves.held)
    let model = try PrincipalComponents(reference: reference.selecting(halves.learning), ratio: ratio)
    let comparison = try HeldOutComparison(held: model.errors(of: held), current: model.errors(of: current), plan: plan, using: &generator)
    components = model.count
    referenceError = comparison.referenceMean
    currentError = comparison.currentMean
    effect = comparison.effect
    pValue = comparison.pValue
    contributions = try zip(model.residuals(of: current), model.residuals(of: held)).map { $0 - $1 }
  }
}
