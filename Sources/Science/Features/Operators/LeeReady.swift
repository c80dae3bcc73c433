internal import Domain

/// Trade direction after Lee and Ready: by the mid of the quote that stood before the trade, at the mid by the tick rule.
///
/// ```text
/// 2p > b + a: +1        2p < b + a: −1        2p = b + a, or no quote: the tick rule over trades
/// ```
///
/// The sign is that of the latest trade; a quote changes it not. NaN until a trade has one. Compared in integers, O(1). No parameters.
/// Source: Lee and Ready (1991); the golden definition `lee_ready`.
public struct LeeReady: FeatureOperator {
  public static let calculator = "lee_ready"
  public static let cost = OperatorCost.constant
  private var order = EventOrder()
  private var quote = PrevailingQuote()
  private var ticks = TickRule()
  /// 0 while none is known.
  private var sign = 0

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {}

  public var outputs: [String] { ["sign"] }

  public mutating func update(_ event: QuotedTrade) -> Bool {
    switch event {
    case .quote(let time, let bid, let ask):
      guard order.admit(time) else { return false }
      quote.replace(bid: bid, ask: ask)
    case .trade(let trade):
      guard trade.isPossible, order.admit(trade.time) else { return false }
      _ = ticks.update(trade)
      if let doubledMid = quote.doubledMid, 2 * Int128(trade.price) != Int128(doubledMid) {
        sign = 2 * Int128(trade.price) > Int128(doubledMid) ? 1 : -1
      } else {
        sign = ticks.sign
      }
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) { values[0] = sign == 0 ? .nan : Double(sign) }
}
