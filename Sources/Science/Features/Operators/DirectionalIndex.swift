/// Wilder's directional movement: +DI, −DI, DX and ADX, as TA-Lib computes them.
///
/// ```text
/// +DM = H − H' if above L' − L and 0, else 0; −DM likewise       s = sum of the first n − 1, then s − s/n + v
/// ±DI = 100 s(±DM)/s(TR)      DX = 100 |+DI − −DI|/(+DI + −DI)      ADX = mean of the first n DX (missing ones as 0), then ((n − 1) ADX + DX)/n
/// ```
///
/// DI is undefined where s(TR) is 0, DX and ADX on a bar where both DI are 0. DI from bar n + 1, ADX from bar 2n. O(1). Source: Wilder 1978; the definition `adx`.
public struct DirectionalIndex: FeatureOperator, BitwiseCopyable {
  public static var calculator: String { "adx" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private var step = TrueRangeStep()
  private var high = Double.nan
  private var low = Double.nan
  private var count = 0
  private var plus = 0.0
  private var minus = 0.0
  private var range = 0.0
  private var index = Double.nan
  private var average = 0.0
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n", atLeast: 2)
  }

  public var outputs: [String] { ["plus_di", "minus_di", "dx", "adx"] }

  @inline(__always) public mutating func update(_ bar: Bar) -> Bool {
    guard bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    let trueRange = step.next(bar)
    let (up, down) = (bar.high - high, low - bar.low)
    high = bar.high
    low = bar.low
    guard !trueRange.isNaN else { return true }
    let kept = count < length - 1 ? 1 : 1 - 1 / Double(length)
    plus = plus * kept + (up > down && up > 0 ? up : 0)
    minus = minus * kept + (down > up && down > 0 ? down : 0)
    range = range * kept + trueRange
    count += 1
    guard count >= length else { return true }
    index = range > 0 ? 100 * MathFunctions.quotient(abs(plus - minus), plus + minus) : .nan
    if count < 2 * length {
      average += (index.isNaN ? 0 : index) / Double(length)
    } else {
      if !index.isNaN { average += (index - average) / Double(length) }
      // Never overflows, however long it runs.
      count = 2 * length
    }
    return true
  }

  @inline(__always) public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    let isDefined = count >= length
    values[0] = isDefined ? 100 * MathFunctions.quotient(plus, range) : .nan
    values[1] = isDefined ? 100 * MathFunctions.quotient(minus, range) : .nan
    values[2] = isDefined ? index : .nan
    values[3] = count >= 2 * length - 1 && !index.isNaN ? average : .nan
  }
}
