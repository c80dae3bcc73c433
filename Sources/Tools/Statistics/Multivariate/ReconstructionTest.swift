/// Are current rows rebuilt from the reference's principal components as well as the reference's own are?
///
/// The components are learned on one half of the reference (every other run of rows), and the other half's errors are compared with the current rows': given
/// the components, both are new, so that the permutation law of the difference of their means is exact for independent rows. Two-sided: errors may also
/// fall.
///
/// Contributions: mean squared residual of each feature, current minus held-out reference.
public struct ReconstructionTest: Sendable, Hashable {
  /// Components kept.
  public let components: Int
  /// Mean error of the held-out reference rows.
  public let referenceError: Double
  /// Mean error of the current rows.
  public let currentError: Double
  /// current − reference.
  public let statistic: Double
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
    var run = 1
    if case .blocks(let length) = plan.scheme { run = min(length, reference.rows / 2) }
    let learning = (0..<reference.rows).filter { ($0 / run).isMultiple(of: 2) }
    let held = reference.selecting((0..<reference.rows).filter { !($0 / run).isMultiple(of: 2) })
    let model = try PrincipalComponents(reference: reference.selecting(learning), ratio: ratio)
    components = model.count
    let expected = try model.errors(of: held)
    let found = try model.errors(of: current)
    let pooled = expected + found
    let total = pooled.reduce(0, +)
    let (n, m) = (Double(expected.count), Double(found.count))
    let own = expected.reduce(0, +)
    referenceError = own / n
    currentError = (total - own) / m
    statistic = currentError - referenceError
    var permuted = [Double](repeating: 0, count: plan.count)
    plan.forEach(reference: expected.count, current: found.count, using: &generator) { permutation, members in
      let part = members.reduce(0) { $0 + pooled[$1] }
      permuted[permutation] = abs((total - part) / m - part / n)
    }
    pValue = PermutationPlan.pValue(observed: abs(statistic), permuted: permuted, slack: 1e-12 * (referenceError + currentError))
    var moments = Moments()
    for error in expected { moments.update(error) }
    let deviation = moments.standardDeviation ?? 0
    effect = deviation > 0 ? statistic / deviation : (statistic == 0 ? 0 : statistic * .infinity)
    contributions = try zip(model.residuals(of: current), model.residuals(of: held)).map { $0 - $1 }
  }
}
