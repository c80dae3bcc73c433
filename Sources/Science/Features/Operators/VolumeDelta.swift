internal import Domain

/// Taker volume by side over a window of trades.
///
/// ```text
/// delta = buy − sell        imbalance = delta / (buy + sell), −1…1
/// ```
///
/// Quantities in units of the base asset. `imbalance` is NaN when nothing traded; all are until a window is defined: one trade of a window of time, n of one
/// of trades. A window of time that has emptied is NaN too. A trade without a side is missing. Exact in integers, O(1) amortised.
/// Parameters: `window_ns` or `window_events`. Source: the golden definition `volume_delta`.
public struct VolumeDelta: FeatureOperator {
  public static let calculator = "volume_delta"
  public static let cost = OperatorCost.constant
  private let scale: DecimalScale
  private var order = EventOrder()
  private var sums: ExactWindowSums

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    sums = ExactWindowSums(try WindowExtent(&parameters), columns: 2)
    scale = parameters.scale
  }

  public var outputs: [String] { ["buy", "sell", "delta", "imbalance"] }

  public mutating func update(_ trade: TradePoint) -> Bool {
    guard let side = trade.side, trade.quantity >= 0, order.admit(trade.time) else { return false }
    sums.open(at: trade.time)
    sums.add(Int128(trade.quantity), side == .buy ? 0 : 1)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    sums.advance(to: now)
    guard sums.isDefined else {
      for output in 0..<4 { values[output] = .nan }
      return
    }
    let (buy, sell) = (sums.totals[0], sums.totals[1])
    let (delta, traded) = ((buy &- sell).approximated, (buy &+ sell).approximated)
    values[0] = buy.approximated / scale.quantityPower
    values[1] = sell.approximated / scale.quantityPower
    values[2] = delta / scale.quantityPower
    values[3] = traded > 0 ? delta / traded : .nan
  }
}
