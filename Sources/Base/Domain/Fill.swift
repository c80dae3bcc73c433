/// One execution of an order, exact.
public struct Fill: Hashable, Sendable, Codable {
  /// The exchange's identifier: the same fill twice is one fill.
  public var execID: String
  public var orderID: String
  public var symbol: String
  public var base: String
  public var quote: String
  public var side: Side
  /// Amount of the base asset.
  public var quantity: Money
  /// Amount of the quote asset paid or received, fees apart.
  public var cost: Money
  public var fees: [Fee]
  public var time: Timestamp

  /// A fee and the asset it was taken in.
  public struct Fee: Hashable, Sendable, Codable {
    public var asset: String
    public var amount: Money
    public init(asset: String, amount: Money) {
      self.asset = asset
      self.amount = amount
    }
  }

  public init(
    execID: String, orderID: String, symbol: String, base: String, quote: String, side: Side, quantity: Money, cost: Money, fees: [Fee], time: Timestamp
  ) {
    self.execID = execID
    self.orderID = orderID
    self.symbol = symbol
    self.base = base
    self.quote = quote
    self.side = side
    self.quantity = quantity
    self.cost = cost
    self.fees = fees
    self.time = time
  }
}
