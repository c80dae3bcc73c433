/// How far the typical price is from its mean, in mean absolute deviations.
///
/// ```text
/// (TP − m)/(0.015 MAD)      m, MAD = mean and mean |TP − m| of the last n,  TP = (H + L + C)/3
/// ```
///
/// Undefined where all n are equal. Defined from the n-th bar. The absolute deviations are summed directly up to 512 bars,
/// beyond by sums over the ordered window: O(log n). The definition `cci`.
public struct CommodityChannelIndex: FeatureOperator {
  public static var calculator: String { "cci" }
  public static var cost: OperatorCost { .logarithmic }

  private let length: Int
  private var ring: LagRing
  private var window = SlidingWindow<SecondMoments>()
  /// Used for long windows only.
  private var order = OrderStatisticWindow(keepsSums: true)

  /// Longest window that is gone through value by value: shorter than a tree's answer.
  private static let longestScan = 512
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
    ring = LagRing(min(length, Self.longestScan))
  }

  public var outputs: [String] { ["cci"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    let typical = (bar.high + bar.low + bar.close) / 3
    _ = ring.push(typical)
    window.push(typical, keeping: length)
    if length > Self.longestScan {
      if order.count == length { order.dropOldest() }
      order.push(typical)
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = .nan
    guard window.count == length else { return }
    let moments = window.total
    guard moments.squares > 0 else { return }
    let deviation = length > Self.longestScan ? order.meanAbsoluteDeviation(from: moments.mean) : ring.meanAbsoluteDeviation(from: moments.mean)
    values[0] = MathFunctions.quotient(moments.deviation(of: ring[0]), 0.015 * deviation)
  }
}
