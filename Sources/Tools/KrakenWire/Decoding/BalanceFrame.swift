public import Domain

/// The private `balances` channel: a statement of all assets, then one row a ledger entry.
public struct BalanceFrame: Hashable, Sendable {
  /// A ledger entry as the stream reports it.
  public struct Entry: Hashable, Sendable {
    public var ledgerID: String
    /// The trade's exec id for a trade.
    public var referenceID: String?
    public var asset: String
    /// `deposit`, `withdrawal`, `trade` … as written.
    public var type: String
    /// Signed.
    public var amount: Money
    public var fee: Money
    /// What the account holds afterwards.
    public var balance: Money
    public var time: Timestamp?

    public init(
      ledgerID: String, referenceID: String?, asset: String, type: String, amount: Money, fee: Money, balance: Money, time: Timestamp?
    ) {
      self.ledgerID = ledgerID
      self.referenceID = referenceID
      self.asset = asset
      self.type = type
      self.amount = amount
      self.fee = fee
      self.balance = balance
      self.time = time
    }
  }

  public var sequence: Int64?
  /// The whole account, in a snapshot; `nil` in an update.
  public var snapshot: [AssetBalance]?
  public var entries: [Entry]

  public init(sequence: Int64?, snapshot: [AssetBalance]?, entries: [Entry] = []) {
    self.sequence = sequence
    self.snapshot = snapshot
    self.entries = entries
  }
}
