/// What a client asks of the exchange: one text frame of Kraken's WebSocket v2 from client to server.
public enum ClientRequest: Sendable, Hashable {
  case ping(requestID: Int64?)
  case subscribe(Subscription)
  case unsubscribe(Subscription)
  case addOrder(AddOrder)
  case cancelOrder(CancelOrder)
  case cancelAll(token: String?, requestID: Int64?)
  /// A method this model of the exchange does not play.
  case unsupported(method: String, requestID: Int64?)

  /// The parameters of `subscribe` and `unsubscribe`.
  public struct Subscription: Sendable, Hashable {
    public var channel: String
    /// Empty for channels without symbols.
    public var symbols: [String]
    /// Of `book` only.
    public var depth: Int?
    public var snapshot: Bool?
    public var snapshotOrders: Bool?
    public var snapshotTrades: Bool?
    public var token: String?
    public var requestID: Int64?
    public init(
      channel: String, symbols: [String] = [], depth: Int? = nil, snapshot: Bool? = nil, snapshotOrders: Bool? = nil,
      snapshotTrades: Bool? = nil, token: String? = nil, requestID: Int64? = nil
    ) {
      self.channel = channel
      self.symbols = symbols
      self.depth = depth
      self.snapshot = snapshot
      self.snapshotOrders = snapshotOrders
      self.snapshotTrades = snapshotTrades
      self.token = token
      self.requestID = requestID
    }
  }

  /// The parameters of `add_order`; numbers stay text until the symbol's precisions are known.
  public struct AddOrder: Sendable, Hashable {
    public var orderType: String
    public var side: String
    public var symbol: String
    public var quantity: String
    public var limitPrice: String?
    public var timeInForce: String?
    public var isPostOnly: Bool
    public var isOnlyValidated: Bool
    public var clientID: String?
    public var token: String?
    public var requestID: Int64?
    public init(
      orderType: String, side: String, symbol: String, quantity: String, limitPrice: String? = nil, timeInForce: String? = nil,
      isPostOnly: Bool = false, isOnlyValidated: Bool = false, clientID: String? = nil, token: String? = nil, requestID: Int64? = nil
    ) {
      self.orderType = orderType
      self.side = side
      self.symbol = symbol
      self.quantity = quantity
      self.limitPrice = limitPrice
      self.timeInForce = timeInForce
      self.isPostOnly = isPostOnly
      self.isOnlyValidated = isOnlyValidated
      self.clientID = clientID
      self.token = token
      self.requestID = requestID
    }
  }

  /// The parameters of `cancel_order`.
  public struct CancelOrder: Sendable, Hashable {
    public var orderIDs: [String]
    public var clientIDs: [String]
    public var token: String?
    public var requestID: Int64?
    public init(orderIDs: [String] = [], clientIDs: [String] = [], token: String? = nil, requestID: Int64? = nil) {
      self.orderIDs = orderIDs
      self.clientIDs = clientIDs
      self.token = token
      self.requestID = requestID
    }
  }
}
