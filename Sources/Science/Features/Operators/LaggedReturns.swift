/// Returns over several lags: x/x₋ₖ − 1 and ln(x/x₋ₖ).
///
/// Undefined where x₋ₖ is 0, the logarithm also where the quotient is not positive; lags count values. O(1) an update, O(lags) an answer.
/// The definition `lagged_returns`.
public struct LaggedReturns: FeatureOperator {
  public static var calculator: String { "lagged_returns" }
  public static var cost: OperatorCost { .constant }

  private let lags: [Int]
  private var ring: LagRing
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    lags = try parameters.counts("lags")
    guard Set(lags).count == lags.count else { throw ParameterFault(key: "lags", reason: "holds a lag twice") }
    ring = LagRing((lags.max() ?? 1) + 1)
  }

  public var outputs: [String] { lags.flatMap { ["simple_\($0)", "log_\($0)"] } }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    _ = ring.push(point.value)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    for index in lags.indices {
      let lag = lags[index]
      let isKnown = ring.count > lag
      values[2 * index] = isKnown ? MathFunctions.simpleReturn(ring[0], over: ring[lag]) : .nan
      values[2 * index + 1] = isKnown ? MathFunctions.logReturn(ring[0], over: ring[lag]) : .nan
    }
  }
}
