internal import Kernels

#if canImport(Glibc)
internal import Glibc
#endif

/// A covariance matrix taken apart for solving: S = D L Lᵀ D, D the standard deviations, L the Cholesky factor of the correlations.
///
/// Scaling first makes the test for singularity independent of the features' units: column j is refused when less than 10⁻¹⁰ of its variance is
/// left after the columns before it have explained it (Lⱼⱼ² < 10⁻¹⁰).
public struct CovarianceFactor: Sendable, Hashable {
  /// Order p.
  public let order: Int
  private let deviations: [Double]
  private let factor: [Double]

  /// Share of a column's variance that must be left unexplained by the columns before it.
  public static let leastUnexplained = 1e-10

  /// Factors a covariance.
  ///
  /// - Throws: ``MultivariateError/constantColumn(_:)``, ``MultivariateError/singularCovariance(column:)``.
  /// - Complexity: O(p³).
  public init(_ covariance: CovarianceMatrix) throws(MultivariateError) {
    order = covariance.order
    var lower = try covariance.correlations()
    deviations = (0..<order).map { covariance[$0, $0].squareRoot() }
    var span = lower.mutableSpan
    if let column = choleskyFactor(&span, order: covariance.order) { throw .singularCovariance(column: column) }
    for column in 0..<order where lower[column * order + column] * lower[column * order + column] < Self.leastUnexplained {
      throw .singularCovariance(column: column)
    }
    factor = lower
  }

  /// ln det S.
  public var logDeterminant: Double {
    var sum = 0.0
    for column in 0..<order { sum += log(deviations[column]) + log(factor[column * order + column]) }
    return 2 * sum
  }

  /// S⁻¹ b for every column b of `right`.
  ///
  /// - Parameters:
  ///   - right: `[p × count]`, column-major.
  ///   - count: columns.
  /// - Complexity: O(p² · count).
  public func solve(_ right: [Double], count: Int = 1) -> [Double] {
    var result = whiten(right, count: count)
    var span = result.mutableSpan
    solveTriangular(factor.span, order: order, transposed: true, right: &span, columns: count)
    for column in 0..<count {
      for row in 0..<order { result[column * order + row] /= deviations[row] }
    }
    return result
  }

  /// L⁻¹ D⁻¹ b for every column b of `right`: ‖·‖² of it is bᵀ S⁻¹ b.
  func whiten(_ right: [Double], count: Int) -> [Double] {
    var result = right
    for column in 0..<count {
      for row in 0..<order { result[column * order + row] /= deviations[row] }
    }
    var span = result.mutableSpan
    solveTriangular(factor.span, order: order, right: &span, columns: count)
    return result
  }
}
