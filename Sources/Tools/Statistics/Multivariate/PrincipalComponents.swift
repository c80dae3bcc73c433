internal import Kernels

/// Principal components of a standardised reference, and how badly rows are rebuilt from the leading ones.
///
/// ```text
/// z = (x − x̄)/s, s of divisor n, 1 for a constant column      λ₁ ≥ λ₂ ≥ … of the covariance of z, divisor n − 1
/// error(x) = ‖z − V Vᵀ z‖      V the first k eigenvectors
/// ```
/// A row that breaks the reference's ties between features lies off the leading plane: its error grows although each feature looks as ever.
///
/// Source: the definition is NannyML's data reconstruction (scikit-learn's StandardScaler and PCA).
public struct PrincipalComponents: Sendable, Hashable {
  /// Kept components k, 1…p.
  public let count: Int
  /// λ₁ ≥ … ≥ λ_p.
  public let explainedVariance: [Double]
  /// λ / Σλ.
  public let explainedRatio: [Double]
  private let mean: [Double]
  private let scale: [Double]
  /// Eigenvectors that are left out, `[p × (p − k)]`: the error is the length of the projection on them.
  private let dropped: [Double]

  /// Keeps as many components as explain more than a share of the variance.
  ///
  /// - Parameters:
  ///   - reference: at least 2 rows.
  ///   - ratio: share to exceed, above 0 and at most 1.
  /// - Throws: ``MultivariateError``: too few rows, a share out of range, ``MultivariateError/noSpread`` when all columns are constant, no
  ///   convergence.
  /// - Complexity: O(n p² + p³).
  public init(reference: SampleMatrix, ratio: Double = 0.65) throws(MultivariateError) {
    guard ratio > 0, ratio <= 1 else { throw .badParameter("explained ratio", value: ratio, wanted: "a share above 0, at most 1") }
    try self.init(reference) { ratios in
      var sum = 0.0
      for (index, share) in ratios.enumerated() {
        sum += share
        if sum > ratio { return index + 1 }
      }
      return ratios.count
    }
  }

  /// Keeps a number of components.
  ///
  /// - Throws: ``MultivariateError``: too few rows, a number outside 1…p, all columns constant, no convergence.
  public init(reference: SampleMatrix, count: Int) throws(MultivariateError) {
    guard (1...reference.columns).contains(count) else {
      throw .badParameter("components", value: Double(count), wanted: "1…\(reference.columns)")
    }
    try self.init(reference) { _ in count }
  }

  private init(_ reference: SampleMatrix, _ choose: ([Double]) -> Int) throws(MultivariateError) {
    guard reference.rows >= 2 else { throw .tooFewRows(count: reference.rows, minimum: 2) }
    let p = reference.columns
    let covariance = try CovarianceMatrix(reference)
    mean = covariance.mean
    let correction = Double(reference.rows - 1) / Double(reference.rows)
    let scale = (0..<p).map { covariance[$0, $0] > 0 ? (covariance[$0, $0] * correction).squareRoot() : 1 }
    self.scale = scale
    var matrix = covariance.values
    for j in 0..<p {
      for i in 0..<p { matrix[j * p + i] /= scale[i] * scale[j] }
    }
    var values = [Double](repeating: 0, count: p)
    var vectors = [Double](repeating: 0, count: p * p)
    var matrixSpan = matrix.mutableSpan
    var valuesSpan = values.mutableSpan
    var vectorsSpan = vectors.mutableSpan
    guard symmetricEigen(&matrixSpan, order: p, values: &valuesSpan, vectors: &vectorsSpan) else { throw .noConvergence }
    // A covariance has no negative eigenvalue; one below 0 is rounding.
    explainedVariance = values.reversed().map { max(0, $0) }
    let total = explainedVariance.reduce(0, +)
    guard total > 0 else { throw .noSpread }
    explainedRatio = explainedVariance.map { $0 / total }
    count = choose(explainedRatio)
    dropped = Array(vectors[..<((p - count) * p)])
  }

  /// Error of every row.
  ///
  /// - Throws: ``MultivariateError/columnsDiffer(reference:current:)``.
  /// - Complexity: O(rows · p (p − k)).
  public func errors(of sample: SampleMatrix) throws(MultivariateError) -> [Double] {
    let coordinates = try project(sample)
    return (0..<sample.rows).map { row in
      var sum = 0.0
      for component in 0..<(mean.count - count) { sum += coordinates[component * sample.rows + row] * coordinates[component * sample.rows + row] }
      return sum.squareRoot()
    }
  }

  /// Mean squared residual of every feature over a sample, in the reference's standard deviations squared: they sum to the mean squared error.
  ///
  /// - Throws: ``MultivariateError``: other columns, no row.
  /// - Complexity: O(rows · p (p − k)).
  public func residuals(of sample: SampleMatrix) throws(MultivariateError) -> [Double] {
    guard sample.rows > 0 else { throw .tooFewRows(count: 0, minimum: 1) }
    let p = mean.count
    let coordinates = try project(sample)
    var residual = [Double](repeating: 0, count: sample.rows * p)
    var span = residual.mutableSpan
    matrixProduct(coordinates.span, dropped.span, transposeB: true, rows: sample.rows, inner: p - count, columns: p, into: &span)
    return (0..<p).map { column in
      residual[(column * sample.rows)..<((column + 1) * sample.rows)].reduce(0) { $0 + $1 * $1 } / Double(sample.rows)
    }
  }

  /// Coordinates on the dropped components, `[rows × (p − k)]`.
  private func project(_ sample: SampleMatrix) throws(MultivariateError) -> [Double] {
    let p = mean.count
    guard sample.columns == p else { throw .columnsDiffer(reference: p, current: sample.columns) }
    var standard: [Double] = []
    standard.reserveCapacity(sample.values.count)
    for column in 0..<p {
      for value in sample.column(column) { standard.append((value - mean[column]) / scale[column]) }
    }
    var coordinates = [Double](repeating: 0, count: sample.rows * (p - count))
    var span = coordinates.mutableSpan
    matrixProduct(standard.span, dropped.span, rows: sample.rows, inner: p, columns: p - count, into: &span)
    return coordinates
  }
}
