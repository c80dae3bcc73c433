/// One report about an order from the exchange, merged with what earlier reports of the order said (Kraken's are sparse).
public struct ExecutionReport: Hashable, Sendable {
  /// What happened to the order.
  public enum Kind: String, Sendable, CaseIterable {
    case pendingNew = "pending_new"
    case new, trade, filled, canceled, expired, amended, restated, status
    case icebergRefill = "iceberg_refill"
  }

  public var orderID: String
  public var clientID: String?
  public var symbol: String
  public var kind: Kind
  public var side: Side
  public var time: Timestamp
  /// Of a `trade` report only.
  public var fill: Fill?

  public init(orderID: String, clientID: String?, symbol: String, kind: Kind, side: Side, time: Timestamp, fill: Fill? = nil) {
    self.orderID = orderID
    self.clientID = clientID
    self.symbol = symbol
    self.kind = kind
    self.side = side
    self.time = time
    self.fill = fill
  }
}
