/// Sample standard deviation of the last `short` simple returns over that of the last `long`.
///
/// Undefined where the latter is 0. Defined from value long + 1. O(1) amortised. The definition `volatility_ratio`.
public struct VolatilityRatio: FeatureOperator {
  public static var calculator: String { "volatility_ratio" }
  public static var cost: OperatorCost { .constant }

  private let short: Int
  private let long: Int
  private var returns = StepReturn(.simpleReturn)
  private var isCurrent = false
  private var shortWindow = SlidingWindow<SecondMoments>()
  private var longWindow = SlidingWindow<SecondMoments>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    short = try parameters.count("short", atLeast: 2)
    long = try parameters.count("long", atLeast: 2)
    guard short <= long else { throw ParameterFault(key: "short", reason: "is longer than \"long\"") }
  }

  public var outputs: [String] { ["ratio"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    let change = returns.next(point.value)
    isCurrent = !change.isNaN
    if isCurrent {
      shortWindow.push(change, keeping: short)
      longWindow.push(change, keeping: long)
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    guard isCurrent, longWindow.count == long else {
      values[0] = .nan
      return
    }
    let near = shortWindow.total.squares / Double(short - 1)
    values[0] = MathFunctions.quotient(near, longWindow.total.squares / Double(long - 1)).squareRoot()
  }
}
