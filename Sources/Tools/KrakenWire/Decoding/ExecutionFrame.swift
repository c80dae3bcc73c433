public import Domain

/// The private `executions` channel. Rows are sparse: after the first report of an order only what changed is said.
public struct ExecutionFrame: Hashable, Sendable {
  /// One report as it stands in the frame, unmerged.
  public struct Row: Hashable, Sendable {
    public var orderID: String
    public var clientID: String?
    public var symbol: String?
    public var side: Side?
    /// `nil` for a word newer than this program, which is in ``kindText``.
    public var kind: ExecutionReport.Kind?
    public var kindText: String
    /// `order_status` as written.
    public var status: String?
    public var reason: String?
    public var time: Timestamp?
    public var orderQuantity: Money?
    public var cumulativeQuantity: Money?
    public var execID: String?
    public var tradeID: Int64?
    public var lastQuantity: Money?
    public var lastPrice: Money?
    public var cost: Money?
    public var fees: [Fill.Fee] = []

    public init(orderID: String, kindText: String) {
      self.orderID = orderID
      self.kindText = kindText
      self.kind = ExecutionReport.Kind(rawValue: kindText)
    }
  }

  public var isSnapshot: Bool
  /// Number of the frame in its subscription; absent in old recordings.
  public var sequence: Int64?
  public var rows: [Row]

  public init(isSnapshot: Bool, sequence: Int64?, rows: [Row] = []) {
    self.isSnapshot = isSnapshot
    self.sequence = sequence
    self.rows = rows
  }
}
