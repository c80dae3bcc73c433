/// Takes the linear dependence out of a series: an autoregression fitted once on a reference, applied to what follows.
///
/// ```text
/// residual = xₜ − μ − Σ φᵢ (xₜ₋ᵢ − μ), i ≤ order        φ by Levinson and Durbin's recursion on the sample autocovariances
/// ```
/// - Complexity: O(n·order) to fit, O(order) a value; nothing is allocated after the fit.
///
/// Source: Durbin 1960.
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
  public init(fitting series: [Double], order: Int) {
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
    self.mean = mean
    coefficients = fitted
    past = Array(series.suffix(fitted.count).map { $0 - mean })
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
