public import Domain

/// One trade as operators take it: exact integers of the market's ``DecimalScale``.
public struct TradePoint: Hashable, Sendable, Codable {
  /// Event time in ns since 1970.
  public var time: Int64
  /// Price in units.
  public var price: Int64
  /// Quantity in units.
  public var quantity: Int64
  /// The taker's side, `nil` where the source has none.
  public var side: Side?

  /// A trade from its parts.
  @inlinable public init(time: Int64, price: Int64, quantity: Int64, side: Side?) {
    self.time = time
    self.price = price
    self.quantity = quantity
    self.side = side
  }
}
