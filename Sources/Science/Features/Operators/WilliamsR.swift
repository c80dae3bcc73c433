/// Where the close lies below the highest high of n bars: −100 (HH − C)/(HH − LL), −100…0.
///
/// Undefined where HH = LL. Defined from the n-th bar. O(1) amortised. The definition `williams_r`.
public struct WilliamsR: FeatureOperator {
  public static var calculator: String { "williams_r" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private var close = Double.nan
  private var window = SlidingWindow<ExtremeAggregate>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
  }

  public var outputs: [String] { ["williams_r"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    close = bar.close
    window.push(PairPoint(x: bar.high, y: bar.low), keeping: length)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    let extremes = window.total
    values[0] = window.count == length ? -100 * MathFunctions.quotient(extremes.highest - close, extremes.highest - extremes.lowest) : .nan
  }
}
