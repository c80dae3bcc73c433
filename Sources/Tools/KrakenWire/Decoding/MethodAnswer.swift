/// The exchange's answer to a request: subscribe, unsubscribe, ping, add_order and the rest.
public struct MethodAnswer: Hashable, Sendable {
  /// `subscribe`, `pong`, `add_order` …; `error` when the exchange names none.
  public var method: String
  public var requestID: Int64?
  /// `nil` where the answer does not say (a pong).
  public var success: Bool?
  public var error: String?
  /// Of the result, or of the frame for a refused subscription.
  public var channel: String?
  public var symbol: String?
  public var orderID: String?
  public var clientID: String?
  public var warnings: [String] = []

  public init(method: String) { self.method = method }
}
