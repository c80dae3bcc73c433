/// Running volume, added when the close rises and taken away when it falls; starts at the first bar's.
///
/// O(1). The definition `obv`, as TA-Lib's.
public struct OnBalanceVolume: FeatureOperator {
  public static var calculator: String { "obv" }
  public static var cost: OperatorCost { .constant }

  private var close = Double.nan
  private var sum = Double.nan
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {

  }

  public var outputs: [String] { ["obv"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.close.isFinite, bar.volume.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    if close.isNaN {
      sum = bar.volume
    } else {
      sum += bar.close > close ? bar.volume : bar.close < close ? -bar.volume : 0
    }
    close = bar.close
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = sum
  }
}
