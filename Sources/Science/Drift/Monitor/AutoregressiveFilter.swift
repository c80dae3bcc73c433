/// Takes the linear dependence out of a series: an autoregression fitted once on a reference, applied to what follows.
///
/// ```text
/// residual = xₜ − μ − Σ φᵢ (xₜ₋ᵢ − μ), i ≤ order        φ by Levinson and Durbin's recursion on the sample autocovariances
/// ```
/// A fit whose Σφ is too small leaves slow waves in the residuals, and tests of a level that suppose independence then alarm too often. So Σφ may be raised by some standard
/// errors, √(σ² 1ᵀΓ⁻¹1/n) with Γ the autocovariance matrix: the residuals are then rather too restless than too slow.
///
/// - Complexity: O(n·order + order³) to fit, O(order) a value; nothing is allocated after the fit.
///
/// Source: Durbin 1960; Brockwell & Davis 1991, §8.1, for the standard error.
public struct AutoregressiveFilter: Hashable, Sendable, Codable {
  /// Greatest order.
  public static let greatestOrder = 16

  /// μ.
  public let mean: Double
  /// φ₁ ….
  public let coefficients: [Double]
  private var past: [Double]
  private var next = 0

  /// The filter of a series; its past is the series' end.
  ///
  /// - Parameters:
  ///   - series: in time order, no NaN, longer than the order; a constant one gives φ = 0.
  ///   - order: 0…``greatestOrder``.
  ///   - margin: standard errors by which Σφ is raised, at most to 0.99.
  public init(fitting series: [Double], order: Int, margin: Double = 0) {
    precondition((0...Self.greatestOrder).contains(order) && series.count > order, "the series is longer than the order")
    let count = Double(series.count)
    let mean = series.reduce(0, +) / count
    let covariance = (0...order).map { lag in
      (lag..<series.count).reduce(0.0) { $0 + (series[$1] - mean) * (series[$1 - lag] - mean) } / count
    }
    var fitted: [Double] = []
    var error = covariance[0]
    for step in 0..<order where error > 0 {
      let gap = (0..<fitted.count).reduce(covariance[step + 1]) { $0 - fitted[$1] * covariance[step - $1] }
      let reflection = gap / error
      fitted = (0..<fitted.count).map { fitted[$0] - reflection * fitted[fitted.count - 1 - $0] } + [reflection]
      error *= 1 - reflection * reflection
    }
    if let first = fitted.first, margin > 0 {
      let sum = fitted.reduce(0, +)
      let wider = (max(0, error) * Self.precision(covariance, fitted.count) / count).squareRoot()
      fitted[0] = first + max(0, min(margin * wider, 0.99 - sum))
    }
    self.mean = mean
    coefficients = fitted
    past = Array(series.suffix(fitted.count).map { $0 - mean })
  }

  /// 1ᵀΓ⁻¹1 of the Toeplitz matrix of the first autocovariances, by Gaussian elimination: it is positive definite.
  private static func precision(_ covariance: [Double], _ order: Int) -> Double {
    var rows = (0..<order).map { i in (0..<order).map { covariance[abs(i - $0)] } + [1.0] }
    for pivot in 0..<order {
      guard rows[pivot][pivot] > 0 else { return 0 }
      for below in (pivot + 1)..<max(order, pivot + 1) {
        let factor = rows[below][pivot] / rows[pivot][pivot]
        for column in pivot...order { rows[below][column] -= factor * rows[pivot][column] }
      }
    }
    var solution = Array(repeating: 0.0, count: order)
    for row in (0..<order).reversed() {
      let known = ((row + 1)..<max(order, row + 1)).reduce(0) { $0 + rows[row][$1] * solution[$1] }
      solution[row] = (rows[row][order] - known) / rows[row][row]
    }
    return solution.reduce(0, +)
  }

  /// The residual of the next value.
  public mutating func filter(_ value: Double) -> Double {
    let order = coefficients.count
    var residual = value - mean
    // The latest value stands just before `next` in the ring.
    for lag in 0..<order { residual -= coefficients[lag] * past[(next + order - 1 - lag) % order] }
    if order > 0 {
      past[next] = value - mean
      next = next + 1 == order ? 0 : next + 1
    }
    return residual
  }
}
