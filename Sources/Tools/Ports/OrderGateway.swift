public import Domain

/// Sends orders to an exchange. Called on the feed's thread; never blocks. Answers arrive at the ``AccountSink``.
public protocol OrderGateway: AnyObject {
  func submit(_ order: NewOrder)
  /// Asks the exchange for the account's balances at a consistent cut; they arrive as ``AccountSink/balances(_:)``.
  func requestBalances()
}
