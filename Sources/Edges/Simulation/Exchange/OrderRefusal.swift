/// Why the exchange refuses an order: Kraken's words where it has them.
public enum OrderRefusal: String, Error, Sendable, CaseIterable {
  case insufficientFunds = "EOrder:Insufficient funds"
  case belowMinimum = "EOrder:Order minimum not met"
  case tickSize = "EOrder:Tick size check failed"
  case wouldTake = "EOrder:Post only order"
  case tooManyOrders = "EOrder:Orders limit exceeded"
  case unknownOrder = "EOrder:Unknown order"
  case quantity = "EGeneral:Invalid arguments:order_qty"
  case price = "EGeneral:Invalid arguments:limit_price"
  case side = "EGeneral:Invalid arguments:side"
  case orderType = "EGeneral:Invalid arguments:order_type"
  case timeInForce = "EGeneral:Invalid arguments:time_in_force"
  case clientID = "EGeneral:Invalid arguments:cl_ord_id"
  /// A market order while nothing is displayed and nothing has traded.
  case noMarket = "EService:Unavailable"
}
