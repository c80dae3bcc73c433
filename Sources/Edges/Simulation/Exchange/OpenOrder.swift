import Domain
import KrakenWire

/// An order of the paper account that is not done.
struct OpenOrder: Sendable, Hashable {
  var orderID: String
  var clientID: String?
  var instrument: Int
  var side: Side
  /// `nil` for a market order, which never rests.
  var limitPrice: Price?
  var quantity: Quantity
  var timeInForce: String
  var executed = Quantity.zero
  var executedCost = Money.zero

  var remaining: Int64 { quantity.units - executed.units }

  /// May it trade at this price?
  func accepts(_ price: Price) -> Bool {
    guard let limitPrice else { return true }
    return side == .buy ? price <= limitPrice : price >= limitPrice
  }

  func terms(_ instrument: Instrument) -> OrderReport.Terms {
    OrderReport.Terms(symbol: instrument.symbol, side: side, quantity: quantity, limitPrice: limitPrice, timeInForce: timeInForce)
  }

  var progress: OrderReport.Progress { OrderReport.Progress(quantity: executed, cost: executedCost) }
}
