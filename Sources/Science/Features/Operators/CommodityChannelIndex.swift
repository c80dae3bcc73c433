/// How far the typical price is from its mean, in mean absolute deviations.
///
/// ```text
/// (TP − m)/(0.015 MAD)      m, MAD = mean and mean |TP − m| of the last n,  TP = (H + L + C)/3
/// ```
///
/// Undefined where all n are equal. Defined from the n-th bar. O(n) an answer: the absolute deviations move with the mean. The definition `cci`.
public struct CommodityChannelIndex: FeatureOperator {
  public static var calculator: String { "cci" }
  public static var cost: OperatorCost { .linear }

  private let length: Int
  private var ring: LagRing
  private var window = SlidingWindow<SecondMoments>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
    ring = LagRing(length)
  }

  public var outputs: [String] { ["cci"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    let typical = (bar.high + bar.low + bar.close) / 3
    _ = ring.push(typical)
    window.push(typical, keeping: length)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = .nan
    guard window.count == length else { return }
    let moments = window.total
    guard moments.squares > 0 else { return }
    let deviation = ring.meanAbsoluteDeviation(from: moments.mean)
    values[0] = MathFunctions.quotient(moments.deviation(of: ring[0]), 0.015 * deviation)
  }
}
