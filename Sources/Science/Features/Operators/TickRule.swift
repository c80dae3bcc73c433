/// Trade direction by the tick rule: +1 above the last different price, −1 below it; equal prices repeat the sign.
///
/// NaN until a price has changed. O(1), exact. No parameters. Source: Lee and Ready (1991); the golden definition `tick_rule`.
public struct TickRule: FeatureOperator {
  public static let calculator = "tick_rule"
  public static let cost = OperatorCost.constant
  private var order = EventOrder()
  private var price: Int64?
  /// 0 while no price has changed.
  private(set) var sign = 0

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {}

  /// The rule without parameters, for operators that fall back on it.
  init() {}

  public var outputs: [String] { ["sign"] }

  public mutating func update(_ trade: TradePoint) -> Bool {
    guard trade.isPossible, order.admit(trade.time) else { return false }
    if let price, trade.price != price { sign = trade.price > price ? 1 : -1 }
    price = trade.price
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) { values[0] = sign == 0 ? .nan : Double(sign) }
}
