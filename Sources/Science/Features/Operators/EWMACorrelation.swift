/// Exponentially weighted correlation of log returns about zero, −1…1.
///
/// ```text
/// c, vx, vy = averages of r_x r_y, r_x², r_y²: the first product, then s = λ s + (1 − λ) v        correlation = c/√(vx vy)
/// ```
///
/// Undefined where either variance is 0. O(1). Source: RiskMetrics Technical Document (1996); the definition `ewma_correlation`.
public struct EWMACorrelation: FeatureOperator {
  public static var calculator: String { "ewma_correlation" }
  public static var cost: OperatorCost { .constant }

  private let decay: Double
  private var xReturns = StepReturn(.logReturn)
  private var yReturns = StepReturn(.logReturn)
  private var isCurrent = false
  private var hasSeed = false
  private var covariance = 0.0
  private var xVariance = 0.0
  private var yVariance = 0.0

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    decay = try parameters.number("lambda", need: "above 0 and below 1") { $0 > 0 && $0 < 1 }
  }

  public var outputs: [String] { ["correlation"] }

  public mutating func update(_ point: PairPoint) -> Bool {
    guard point.x.isFinite, point.y.isFinite else { return false }
    let (x, y) = (xReturns.next(point.x), yReturns.next(point.y))
    isCurrent = !x.isNaN && !y.isNaN
    guard isCurrent else { return true }
    let old = hasSeed ? decay : 0
    let new = hasSeed ? 1 - decay : 1
    hasSeed = true
    covariance = old * covariance + new * x * y
    xVariance = old * xVariance + new * x * x
    yVariance = old * yVariance + new * y * y
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = isCurrent && hasSeed ? MathFunctions.quotient(covariance, xVariance.squareRoot() * yVariance.squareRoot()) : .nan
  }
}
