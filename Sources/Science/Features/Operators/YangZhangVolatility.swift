/// Volatility from n bars with their opening jumps, per bar.
///
/// ```text
/// √( s²ₒ + k s²_c + (1 − k) RS )      s²ₒ, s²_c sample variances of ln(O/C'), ln(C/O); RS the Rogers–Satchell mean; k = 0.34/(1.34 + (n + 1)/(n − 1))
/// ```
///
/// A bar with a price that is not positive is missing. Defined from bar n + 1. O(1) amortised. Source: Yang & Zhang 2000; the definition `yang_zhang`.
public struct YangZhangVolatility: FeatureOperator {
  public static var calculator: String { "yang_zhang" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private let blend: Double
  private var close = Double.nan
  private var jumps = SlidingWindow<SecondMoments>()
  private var bodies = SlidingWindow<SecondMoments>()
  private var ranges = SlidingWindow<SumAggregate>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n", atLeast: 2)
    blend = 0.34 / (1.34 + (Double(length) + 1) / (Double(length) - 1))
  }

  public var outputs: [String] { ["volatility"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.open > 0, bar.open.isFinite, bar.high > 0, bar.high.isFinite, bar.low > 0, bar.low.isFinite, bar.close > 0, bar.close.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    let jump = MathFunctions.logReturn(bar.open, over: close)
    close = bar.close
    guard !jump.isNaN else { return true }
    jumps.push(jump, keeping: length)
    bodies.push(MathFunctions.logReturn(bar.close, over: bar.open), keeping: length)
    ranges.push(RogersSatchellVolatility.term(bar), keeping: length)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = .nan
    guard jumps.count == length else { return }
    let n = Double(length)
    let variance = (jumps.total.squares + blend * bodies.total.squares) / (n - 1) + (1 - blend) * ranges.total.sum / n
    if variance >= 0 { values[0] = variance.squareRoot() }
  }
}
