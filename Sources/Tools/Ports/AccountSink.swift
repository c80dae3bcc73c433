public import Domain

/// Takes the private streams of an account, on one thread, in order. Nothing is dropped.
public protocol AccountSink: AnyObject {
  func execution(_ report: ExecutionReport)
  /// The exchange refused an order.
  func orderRejected(clientID: String, reason: String)
  /// A full statement of what the account holds, at one point of the private stream.
  func balances(_ balances: [AssetBalance])
}
