/// Do two samples differ in correlation, whatever their means and variances? What breaks when features keep their own laws and lose their ties.
///
/// ```text
/// ‖Rₓ − Rᵧ‖_F = √Σⱼₖ (Rₓ − Rᵧ)ⱼₖ²
/// ```
/// The p-value permutes rows that are centred and scaled by their own sample's medians and interquartile ranges, and compares the norms of
/// the permuted groups' correlations: exact for samples that differ in nothing but place and scale of each feature, up to their estimation.
///
/// Contributions: cⱼ = Σₖ (Rₓ − Rᵧ)ⱼₖ², feature j's row of the change; they sum to the square of the statistic.
public struct CorrelationChangeTest: Sendable, Hashable {
  /// The norm, 0…2p.
  public let statistic: Double
  /// (k + 1)/(B + 1); nil without a plan.
  public let pValue: Double?
  /// Root mean square change of a correlation of two features, 0…2.
  public let effect: Double
  /// One a feature.
  public let contributions: [Double]

  /// Compares two samples.
  ///
  /// - Throws: ``MultivariateError``: different columns, fewer than 3 rows a side, fewer than 2 features, a constant column.
  /// - Complexity: O((n + m) p²).
  public init(reference: SampleMatrix, current: SampleMatrix) throws(MultivariateError) {
    try self.init(Self.changes(reference, current), reference.columns, nil)
  }

  /// Compares two samples and finds the permutation p-value.
  ///
  /// - Throws: as without a plan.
  /// - Complexity: O(B n p²).
  public init(
    reference: SampleMatrix, current: SampleMatrix, plan: PermutationPlan, using generator: inout some RandomNumberGenerator
  ) throws(MultivariateError) {
    let changes = try Self.changes(reference, current)
    let split = ScatterSplit(ScatterSplit.centred(reference, current, isScaled: true))
    var permuted = [Double](repeating: .infinity, count: plan.count)
    plan.forEach(reference: reference.rows, current: current.rows, using: &generator) { permutation, members in
      let (first, second) = split.covariances(members)
      if let rows = try? Self.rows(first.correlations(), second.correlations(), first.order) { permuted[permutation] = rows.reduce(0, +) }
    }
    let p = Double(reference.columns)
    try self.init(
      changes, reference.columns, PermutationPlan.pValue(observed: changes.reduce(0, +), permuted: permuted, slack: 1e-12 * p * p))
  }

  private init(_ rows: [Double], _ p: Int, _ pValue: Double?) throws(MultivariateError) {
    contributions = rows
    let squared = rows.reduce(0, +)
    statistic = squared.squareRoot()
    effect = (squared / Double(p * (p - 1))).squareRoot()
    self.pValue = pValue
  }

  private static func changes(_ reference: SampleMatrix, _ current: SampleMatrix) throws(MultivariateError) -> [Double] {
    try SampleMatrix.check(reference, current, minimum: 3)
    guard reference.columns >= 2 else { throw .badParameter("features", value: Double(reference.columns), wanted: "at least 2") }
    return try rows(CovarianceMatrix(reference).correlations(), CovarianceMatrix(current).correlations(), reference.columns)
  }

  private static func rows(_ first: [Double], _ second: [Double], _ p: Int) -> [Double] {
    (0..<p).map { j in
      (0..<p).reduce(0) { sum, k in
        let change = first[j * p + k] - second[j * p + k]
        return sum + change * change
      }
    }
  }
}
