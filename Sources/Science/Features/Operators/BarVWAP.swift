/// Volume-weighted mean of the typical prices of n bars: Σ TP V / Σ V, TP = (H + L + C)/3.
///
/// Undefined where Σ V is 0. Defined from the n-th bar. O(1) amortised. The definition `vwap_bars`.
public struct BarVWAP: FeatureOperator {
  public static var calculator: String { "vwap_bars" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private var window = SlidingWindow<TwoSumAggregate>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
  }

  public var outputs: [String] { ["vwap"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.volume.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    window.push(PairPoint(x: (bar.high + bar.low + bar.close) / 3 * bar.volume, y: bar.volume), keeping: length)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    let sums = window.total
    values[0] = window.count == length ? MathFunctions.quotient(sums.first, sums.second) : .nan
  }
}
