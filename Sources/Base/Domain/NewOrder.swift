/// An order as we mean to send it.
public struct NewOrder: Hashable, Sendable, Codable {
  /// How the order is priced.
  public enum Kind: Hashable, Sendable, Codable {
    case market
    case limit(Price)
  }

  /// Our own identifier, ASCII, at most 18 characters: Kraken's `cl_ord_id`.
  public var clientID: String
  public var instrument: InstrumentID
  public var symbol: String
  public var side: Side
  public var kind: Kind
  public var quantity: Quantity
  /// The event that led to it.
  public var time: Timestamp

  public init(clientID: String, instrument: InstrumentID, symbol: String, side: Side, kind: Kind, quantity: Quantity, time: Timestamp) {
    self.clientID = clientID
    self.instrument = instrument
    self.symbol = symbol
    self.side = side
    self.kind = kind
    self.quantity = quantity
    self.time = time
  }
}
