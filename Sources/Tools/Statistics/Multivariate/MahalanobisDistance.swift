/// Distances of rows from a reference, in the reference's own standard deviations.
///
/// ```text
/// D(y)² = (y − x̄)ᵀ S⁻¹ (y − x̄)      S the reference's covariance, divisor n − 1
/// ```
/// The mean of D² over the reference itself is p (n − 1)/n exactly.
///
/// Source: Mahalanobis 1936.
public struct MahalanobisDistance: Sendable, Hashable {
  /// The reference's mean and covariance.
  public let covariance: CovarianceMatrix
  private let factor: CovarianceFactor

  /// Learns a reference.
  ///
  /// - Throws: ``MultivariateError``: fewer than p + 1 rows, a constant column, a singular covariance.
  /// - Complexity: O(n p² + p³).
  public init(reference: SampleMatrix) throws(MultivariateError) {
    guard reference.rows >= reference.columns + 1 else { throw .tooFewRows(count: reference.rows, minimum: reference.columns + 1) }
    covariance = try CovarianceMatrix(reference)
    factor = try CovarianceFactor(covariance)
  }

  /// D of every row.
  ///
  /// - Throws: ``MultivariateError/columnsDiffer(reference:current:)``.
  /// - Complexity: O(rows · p²), one triangular solve for all rows.
  public func distances(of sample: SampleMatrix) throws(MultivariateError) -> [Double] {
    let white = factor.whiten(try deviations(of: sample), count: sample.rows)
    let p = covariance.order
    return (0..<sample.rows).map { row in
      var sum = 0.0
      for column in 0..<p { sum += white[row * p + column] * white[row * p + column] }
      return sum.squareRoot()
    }
  }

  /// What each feature adds to the mean of D² over a sample: cⱼ = mean of zⱼ (S⁻¹z)ⱼ with z = y − x̄, which sum to that mean.
  ///
  /// Over the reference every cⱼ is (n − 1)/n: a current sample's cⱼ far above 1 names the feature that lies far out.
  /// - Throws: ``MultivariateError``: other columns, no row.
  /// - Complexity: O(rows · p²).
  public func contributions(of sample: SampleMatrix) throws(MultivariateError) -> [Double] {
    guard sample.rows > 0 else { throw .tooFewRows(count: 0, minimum: 1) }
    let deviations = try deviations(of: sample)
    let solved = factor.solve(deviations, count: sample.rows)
    let p = covariance.order
    var sums = [Double](repeating: 0, count: p)
    for row in 0..<sample.rows {
      for column in 0..<p { sums[column] += deviations[row * p + column] * solved[row * p + column] }
    }
    return sums.map { $0 / Double(sample.rows) }
  }

  /// y − x̄ by rows: `[p × rows]`.
  private func deviations(of sample: SampleMatrix) throws(MultivariateError) -> [Double] {
    guard sample.columns == covariance.order else { throw .columnsDiffer(reference: covariance.order, current: sample.columns) }
    let p = covariance.order
    var result = [Double](repeating: 0, count: sample.rows * p)
    for column in 0..<p {
      for row in 0..<sample.rows { result[row * p + column] = sample[row, column] - covariance.mean[column] }
    }
    return result
  }
}
