/// Hotelling's two-sample test: do two samples of one covariance differ in mean?
///
/// ```text
/// d = x̄ − ȳ    S = ((n−1)Sₓ + (m−1)Sᵧ)/(n+m−2)    T² = nm/(n+m) · dᵀS⁻¹d    F = T² (n+m−p−1)/(p(n+m−2)) ~ F(p, n+m−p−1)
/// ```
/// The law is exact for normal rows of equal covariance and holds for large samples of others with a covariance.
///
/// Contributions: cⱼ = nm/(n+m) · dⱼ (S⁻¹d)ⱼ, which sum to T². One is negative when the feature's own shift is smaller than its correlation
/// with the shifted ones would have made it.
///
/// Source: Hotelling 1931; Anderson 2003 §5.3.
public struct HotellingTest: Sendable, Hashable {
  /// T² ≥ 0.
  public let statistic: Double
  /// T² scaled to the F law.
  public let f: Double
  /// p.
  public let numeratorDegrees: Int
  /// n + m − p − 1.
  public let denominatorDegrees: Int
  /// P(F ≥ f), 0…1.
  public let pValue: Double
  /// √(dᵀS⁻¹d): the distance of the means in standard deviations, whatever the sample sizes.
  public let effect: Double
  /// One a feature, summing to T².
  public let contributions: [Double]

  /// Compares two samples.
  ///
  /// - Throws: ``MultivariateError``: different columns, n + m < p + 2 rows or fewer than 2 on a side, a constant column, a singular
  ///   covariance.
  /// - Complexity: O((n + m) p² + p³).
  public init(reference: SampleMatrix, current: SampleMatrix) throws(MultivariateError) {
    try SampleMatrix.check(reference, current, minimum: 2)
    let p = reference.columns
    let (n, m) = (Double(reference.rows), Double(current.rows))
    let degrees = reference.rows + current.rows - p - 1
    guard degrees >= 1 else { throw .tooFewRows(count: reference.rows + current.rows, minimum: p + 2) }
    let first = try CovarianceMatrix(reference)
    let second = try CovarianceMatrix(current)
    let difference = zip(first.mean, second.mean).map { $0 - $1 }
    let solved = try CovarianceFactor(.pooled(first, second)).solve(difference)
    let scale = n * m / (n + m)
    contributions = zip(difference, solved).map { scale * $0 * $1 }
    statistic = max(0, contributions.reduce(0, +))
    f = statistic * Double(degrees) / (Double(p) * (n + m - 2))
    numeratorDegrees = p
    denominatorDegrees = degrees
    pValue = FisherDistribution.survival(f, numerator: Double(p), denominator: Double(degrees))
    effect = (statistic / scale).squareRoot()
  }
}
