public import Domain

/// One ledger entry as an update of the `balances` channel states it.
public struct BalanceChange: Sendable, Hashable {
  public var ledgerID: String
  /// The execution that caused it.
  public var reference: String
  public var asset: String
  /// Signed, without the fee.
  public var amount: Money
  /// Taken from the balance beside the amount; never negative.
  public var fee: Money
  /// After the entry: before + amount − fee.
  public var balance: Money
  public var time: Timestamp

  public init(ledgerID: String, reference: String, asset: String, amount: Money, fee: Money, balance: Money, time: Timestamp) {
    self.ledgerID = ledgerID
    self.reference = reference
    self.asset = asset
    self.amount = amount
    self.fee = fee
    self.balance = balance
    self.time = time
  }
}
