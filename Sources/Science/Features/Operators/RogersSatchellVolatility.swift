/// Volatility from n bars that a drift does not disturb, per bar.
///
/// ```text
/// √ mean( ln(H/C) ln(H/O) + ln(L/C) ln(L/O) )
/// ```
///
/// A bar with a price that is not positive is missing. Defined from the n-th bar. O(1) amortised. Source: Rogers & Satchell 1991; the definition `rogers_satchell`.
public struct RogersSatchellVolatility: FeatureOperator {
  public static var calculator: String { "rogers_satchell" }
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
    window.push(Self.term(bar), keeping: length)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    let mean = window.total.sum / Double(length)
    values[0] = window.count == length && mean >= 0 ? mean.squareRoot() : .nan
  }

  /// ln(H/C) ln(H/O) + ln(L/C) ln(L/O) of one bar of positive prices.
  @inline(__always) static func term(_ bar: Bar) -> Double {
    MathFunctions.logReturn(bar.high, over: bar.close) * MathFunctions.logReturn(bar.high, over: bar.open)
      + MathFunctions.logReturn(bar.low, over: bar.close) * MathFunctions.logReturn(bar.low, over: bar.open)
  }
}
