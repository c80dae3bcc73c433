/// Box's M: do two samples differ in covariance, whatever their means?
///
/// ```text
/// M = (n+m−2) ln|S| − (n−1) ln|Sₓ| − (m−1) ln|Sᵧ|      S pooled
/// (1 − c) M ~ χ²(p(p+1)/2)      c = (2p²+3p−1)/(6(p+1)) · (1/(n−1) + 1/(m−1) − 1/(n+m−2))
/// ```
/// The χ² law needs normal rows: heavy tails make it reject far too often. The permutation law, of rows about their own sample's medians,
/// does not: it holds for large samples, and closely for small ones.
///
/// Contributions: cⱼ = Σₖ ((Sₓ − Sᵧ)ⱼₖ/(σⱼσₖ))², σ the pooled standard deviations: feature j's row of the standardised change.
///
/// Source: Box 1949; Anderson 2003 §10.5; centring before permutation as in Zhang & Boos 1992.
public struct CovarianceChangeTest: Sendable, Hashable {
  /// M ≥ 0.
  public let statistic: Double
  /// P(χ² ≥ (1 − c)M); nil beyond 1000 degrees of freedom (p > 44) or when 1 − c ≤ 0: too few rows for the law.
  public let chiSquaredPValue: Double?
  /// (k + 1)/(B + 1); nil without a plan.
  public let pValue: Double?
  /// √Σcⱼ: the Frobenius norm of the standardised change, whatever the sample sizes.
  public let effect: Double
  /// One a feature.
  public let contributions: [Double]

  /// Compares two samples by the χ² law.
  ///
  /// - Throws: ``MultivariateError``: different columns, fewer than p + 2 rows a side, a constant column, a singular covariance.
  /// - Complexity: O((n + m) p² + p³).
  public init(reference: SampleMatrix, current: SampleMatrix) throws(MultivariateError) {
    try self.init(Prepared(reference, current), nil)
  }

  /// Compares two samples by both laws.
  ///
  /// A permutation whose groups have a singular covariance counts against rejection.
  /// - Throws: as without a plan.
  /// - Complexity: O(B (n p² + p³)).
  public init(
    reference: SampleMatrix, current: SampleMatrix, plan: PermutationPlan, using generator: inout some RandomNumberGenerator
  ) throws(MultivariateError) {
    let prepared = try Prepared(reference, current)
    let split = ScatterSplit(ScatterSplit.centred(reference, current, isScaled: false))
    var permuted = [Double](repeating: .infinity, count: plan.count)
    plan.forEach(reference: reference.rows, current: current.rows, using: &generator) { permutation, members in
      let (first, second) = split.covariances(members)
      if let value = try? Self.box(first, second) { permuted[permutation] = value }
    }
    let slack = 1e-10 * Double(reference.rows + current.rows)
    try self.init(prepared, PermutationPlan.pValue(observed: prepared.statistic, permuted: permuted, slack: slack))
  }

  private struct Prepared {
    let first: CovarianceMatrix
    let second: CovarianceMatrix
    let statistic: Double

    init(_ reference: SampleMatrix, _ current: SampleMatrix) throws(MultivariateError) {
      try SampleMatrix.check(reference, current, minimum: reference.columns + 2)
      first = try CovarianceMatrix(reference)
      second = try CovarianceMatrix(current)
      statistic = max(0, try CovarianceChangeTest.box(first, second))
    }
  }

  private init(_ prepared: Prepared, _ pValue: Double?) throws(MultivariateError) {
    statistic = prepared.statistic
    self.pValue = pValue
    let p = prepared.first.order
    let (n, m, order) = (Double(prepared.first.rows), Double(prepared.second.rows), Double(p))
    let c = (2 * order * order + 3 * order - 1) / (6 * (order + 1)) * (1 / (n - 1) + 1 / (m - 1) - 1 / (n + m - 2))
    let degrees = p * (p + 1) / 2
    chiSquaredPValue = degrees <= 1000 && c < 1 ? ChiSquared.survival((1 - c) * statistic, degrees: degrees) : nil
    let pooled = CovarianceMatrix.pooled(prepared.first, prepared.second)
    contributions = (0..<p).map { j in
      (0..<p).reduce(0) { sum, k in
        let change = prepared.first[j, k] - prepared.second[j, k]
        return sum + change * change / (pooled[j, j] * pooled[k, k])
      }
    }
    effect = contributions.reduce(0, +).squareRoot()
  }

  private static func box(_ first: CovarianceMatrix, _ second: CovarianceMatrix) throws(MultivariateError) -> Double {
    let pooled = try CovarianceFactor(.pooled(first, second)).logDeterminant
    let (n, m) = (Double(first.rows), Double(second.rows))
    return try (n + m - 2) * pooled - (n - 1) * CovarianceFactor(first).logDeterminant - (m - 1) * CovarianceFactor(second).logDeterminant
  }
}
