/// RiskMetrics volatility of log returns.
///
/// ```text
/// s = r² at the first return, then s = λ s + (1 − λ) r²        volatility = √s, per observation
/// ```
///
/// O(1). Source: J.P. Morgan/Reuters, RiskMetrics Technical Document (1996); the definition `ewma_volatility`.
public struct EWMAVolatility: FeatureOperator {
  public static var calculator: String { "ewma_volatility" }
  public static var cost: OperatorCost { .constant }

  private let decay: Double
  private var returns = StepReturn(.logReturn)
  private var isCurrent = false
  private var variance = Double.nan
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    decay = try parameters.number("lambda", need: "above 0 and below 1") { $0 > 0 && $0 < 1 }
  }

  public var outputs: [String] { ["volatility"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    let change = returns.next(point.value)
    isCurrent = !change.isNaN
    if isCurrent {
      let square = change * change
      variance = variance.isNaN ? square : decay * variance + (1 - decay) * square
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = isCurrent ? variance.squareRoot() : .nan
  }
}
