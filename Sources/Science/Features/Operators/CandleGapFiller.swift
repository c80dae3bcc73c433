/// Classifies the gaps between candles and fills the short ones with flat candles.
///
/// ```text
/// ratio = (open time − previous)/interval        missing = max(0, ⌊ratio⌋ − 1)
/// ```
///
/// A gap is filled if missing · interval ≤ `max_gap_ns` and the `min_points` rows right before it, synthetic ones counted, are all real: slots of the grid
/// of the previous candle get its close as all four prices and volume 0. No later value is used.
/// A table of its own, so no ``FeatureOperator``: one candle may give several rows.
///
/// - Complexity: O(1) a row, no allocation.
///
/// Source: the definition `candle_gaps`.
public struct CandleGapFiller: Codable, Sendable {
  /// One row of the output.
  public struct Row: Hashable, Sendable, Codable {
    public var bar: Bar
    /// Distance to the previous candle in intervals; NaN on the first candle and on filled rows.
    public var ratio: Double
    /// `nil` where the ratio is NaN.
    public var gap: CandleGap?
    /// Slots without a candle before this one; `nil` on filled rows.
    public var missing: Int64?
    /// Filled in?
    public var isSynthetic: Bool
  }

  /// The name in definitions.
  public static var calculator: String { "candle_gaps" }

  private let interval: Int64
  private let longest: Int64
  private let leastReal: Int
  private var previous = Bar(time: .min, open: .nan, high: .nan, low: .nan, close: .nan, volume: .nan)
  /// Rows since the last filled one, up to `leastReal`.
  private var real = 0

  /// Reads `interval_ns`, `max_gap_ns` and `min_points`.
  ///
  /// - Throws: ``ParameterFault``, also for a gap of more than 2²⁰ candles to fill.
  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    interval = try parameters.nanoseconds("interval_ns")
    longest = try parameters.nanoseconds("max_gap_ns")
    leastReal = try parameters.count("min_points")
    guard longest / interval <= Int64(CalculatorParameters.longestWindow) else {
      throw ParameterFault(key: "max_gap_ns", reason: "is more than \(CalculatorParameters.longestWindow) intervals")
    }
  }

  /// Takes the next candle.
  ///
  /// - Parameter row: gets the rows it gives, filled ones first.
  /// - Returns: `false` when a price or the volume is not finite, or its open time is not above the previous one: nothing has changed then.
  public mutating func update(_ bar: Bar, row: (Row) -> Void) -> Bool {
    guard bar.open.isFinite, bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.volume.isFinite else { return false }
    guard !previous.close.isNaN else {
      row(Row(bar: bar, ratio: .nan, gap: nil, missing: 0, isSynthetic: false))
      take(bar)
      return true
    }
    guard bar.time > previous.time else { return false }
    let (distance, overflow) = bar.time.subtractingReportingOverflow(previous.time)
    let missing = overflow ? Int64.max / interval : max(0, distance / interval - 1)
    if missing > 0, missing <= longest / interval, real == leastReal {
      for slot in 1...missing {
        let close = previous.close
        let flat = Bar(time: previous.time + slot * interval, open: close, high: close, low: close, close: close, volume: 0)
        row(Row(bar: flat, ratio: .nan, gap: nil, missing: nil, isSynthetic: true))
      }
      real = 0
    }
    let ratio = overflow ? Double(bar.time) / Double(interval) - Double(previous.time) / Double(interval) : Double(distance) / Double(interval)
    row(Row(bar: bar, ratio: ratio, gap: CandleGap(ratio: ratio), missing: missing, isSynthetic: false))
    take(bar)
    return true
  }

  private mutating func take(_ bar: Bar) {
    previous = bar
    real = min(real + 1, leastReal)
  }
}
