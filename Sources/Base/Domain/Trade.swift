/// One trade of a market, as the exchange reports it.
public struct Trade: Hashable, Sendable, Codable {
  public var instrument: InstrumentID
  /// The exchange's time.
  public var time: Timestamp
  /// The exchange's running number; 0 where the source has none.
  public var id: Int64
  public var price: Price
  public var quantity: Quantity
  /// The taker's side.
  public var side: Side

  @inlinable public init(instrument: InstrumentID, time: Timestamp, id: Int64, price: Price, quantity: Quantity, side: Side) {
    self.instrument = instrument
    self.time = time
    self.id = id
    self.price = price
    self.quantity = quantity
    self.side = side
  }
}
