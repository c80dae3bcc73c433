/// Volatility from the ranges and bodies of n bars, per bar.
///
/// ```text
/// √ mean( ln(H/L)²/2 − (2 ln 2 − 1) ln(C/O)² )
/// ```
///
/// Undefined where the mean is negative; a bar with a price that is not positive is missing. Defined from the n-th bar. O(1) amortised.
/// Source: Garman & Klass 1980; the definition `garman_klass`.
public struct GarmanKlassVolatility: FeatureOperator {
  public static var calculator: String { "garman_klass" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private var window = SlidingWindow<SumAggregate>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
  }

  public var outputs: [String] { ["volatility"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.open > 0, bar.open.isFinite, bar.high > 0, bar.high.isFinite, bar.low > 0, bar.low.isFinite, bar.close > 0, bar.close.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    let range = MathFunctions.logReturn(bar.high, over: bar.low)
    let body = MathFunctions.logReturn(bar.close, over: bar.open)
    window.push(range * range / 2 - 0.386_294_361_119_890_6 * body * body, keeping: length)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    let mean = window.total.sum / Double(length)
    values[0] = window.count == length && mean >= 0 ? mean.squareRoot() : .nan
  }
}
