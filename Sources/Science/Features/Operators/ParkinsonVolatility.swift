/// Volatility from the ranges of n bars: √(mean ln(H/L)²/(4 ln 2)), per bar.
///
/// A bar with a price that is not positive is missing. Defined from the n-th bar. O(1) amortised. Source: Parkinson 1980; the definition `parkinson`.
public struct ParkinsonVolatility: FeatureOperator {
  public static var calculator: String { "parkinson" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private var window = SlidingWindow<SumAggregate>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
  }

  public var outputs: [String] { ["volatility"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.high > 0, bar.high.isFinite, bar.low > 0, bar.low.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    let range = MathFunctions.logReturn(bar.high, over: bar.low)
    window.push(range * range, keeping: length)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = window.count == length ? (window.total.sum / (Double(length) * 2.772_588_722_239_781)).squareRoot() : .nan
  }
}
