/// The volume-weighted average price of a window of trades.
///
/// ```text
/// vwap = Σ p q / Σ q        over (t − W, t] or the last n trades
/// ```
///
/// NaN when nothing traded in the window (Σ q = 0) and until a window of n trades is full. Exact in integers up to the one division.
/// O(1) amortised. Parameters: `window_ns` or `window_events`. Source: the golden definition `trade_vwap`.
public struct VolumeWeightedPrice: FeatureOperator {
  public static let calculator = "trade_vwap"
  public static let cost = OperatorCost.constant
  private let scale: DecimalScale
  private var order = EventOrder()
  private var sums: ExactWindowSums

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    sums = ExactWindowSums(try WindowExtent(&parameters), columns: 2)
    scale = parameters.scale
  }

  public var outputs: [String] { ["vwap"] }

  public mutating func update(_ trade: TradePoint) -> Bool {
    guard trade.isPossible, order.admit(trade.time) else { return false }
    sums.open(at: trade.time)
    sums.add(Int128(trade.price) &* Int128(trade.quantity), 0)
    sums.add(Int128(trade.quantity), 1)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    sums.advance(to: now)
    let quantity = sums.totals[1]
    values[0] = sums.isDefined && quantity > 0 ? sums.totals[0].approximated / quantity.approximated / scale.pricePower : .nan
  }
}
