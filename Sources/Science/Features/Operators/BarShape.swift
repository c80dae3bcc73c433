/// The shape of one bar.
///
/// ```text
/// high_low = H/L − 1     close_open = C/O − 1     position = (C − L)/(H − L), undefined where H = L     typical = (H + L + C)/3     notional = C V
/// ```
///
/// O(1). The definition `bar_shape`.
public struct BarShape: FeatureOperator {
  public static var calculator: String { "bar_shape" }
  public static var cost: OperatorCost { .constant }

  private var last = Bar(time: .min, open: .nan, high: .nan, low: .nan, close: .nan, volume: .nan)

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {

  }

  public var outputs: [String] { ["high_low", "close_open", "position", "typical", "notional"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.open.isFinite, bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.volume.isFinite, bar.time >= last.time else { return false }
    last = bar
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = MathFunctions.simpleReturn(last.high, over: last.low)
    values[1] = MathFunctions.simpleReturn(last.close, over: last.open)
    values[2] = MathFunctions.quotient(last.close - last.low, last.high - last.low)
    values[3] = (last.high + last.low + last.close) / 3
    values[4] = last.close * last.volume
  }
}
