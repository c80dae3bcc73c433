public import Domain

/// One report of the `executions` channel as it stands on the wire: sparse, only what is set is written.
public struct OrderReport: Sendable, Hashable {
  /// What the order asked for: stated by `pending_new` and by snapshots, left out of later updates.
  public struct Terms: Sendable, Hashable {
    public var symbol: String
    public var side: Side
    public var quantity: Quantity
    /// `nil` for a market order.
    public var limitPrice: Price?
    /// Upper case as in reports: `GTC`, `IOC`.
    public var timeInForce: String
    public init(symbol: String, side: Side, quantity: Quantity, limitPrice: Price?, timeInForce: String) {
      self.symbol = symbol
      self.side = side
      self.quantity = quantity
      self.limitPrice = limitPrice
      self.timeInForce = timeInForce
    }
  }

  /// One execution: stated by `trade` only.
  public struct Execution: Sendable, Hashable {
    public var execID: String
    public var tradeID: Int64
    public var symbol: String
    public var side: Side
    public var quantity: Quantity
    public var price: Price
    public var cost: Money
    public var feeAsset: String
    public var fee: Money
    public var isMaker: Bool
    public init(
      execID: String, tradeID: Int64, symbol: String, side: Side, quantity: Quantity, price: Price, cost: Money, feeAsset: String,
      fee: Money, isMaker: Bool
    ) {
      self.execID = execID
      self.tradeID = tradeID
      self.symbol = symbol
      self.side = side
      self.quantity = quantity
      self.price = price
      self.cost = cost
      self.feeAsset = feeAsset
      self.fee = fee
      self.isMaker = isMaker
    }
  }

  /// What has been executed of the order so far.
  public struct Progress: Sendable, Hashable {
    public var quantity: Quantity
    public var cost: Money
    public init(quantity: Quantity, cost: Money) {
      self.quantity = quantity
      self.cost = cost
    }
  }

  public var kind: ExecutionReport.Kind
  /// `pending_new`, `new`, `partially_filled`, `filled`, `canceled`, `expired`.
  public var status: String
  public var orderID: String
  public var clientID: String?
  public var time: Timestamp
  public var terms: Terms?
  public var execution: Execution?
  public var progress: Progress?
  /// Why an order was canceled.
  public var reason: String?

  public init(
    kind: ExecutionReport.Kind, status: String, orderID: String, clientID: String? = nil, time: Timestamp, terms: Terms? = nil,
    execution: Execution? = nil, progress: Progress? = nil, reason: String? = nil
  ) {
    self.kind = kind
    self.status = status
    self.orderID = orderID
    self.clientID = clientID
    self.time = time
    self.terms = terms
    self.execution = execution
    self.progress = progress
    self.reason = reason
  }
}
