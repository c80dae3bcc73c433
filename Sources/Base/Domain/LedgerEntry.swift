/// One movement of one asset in our books.
public struct LedgerEntry: Hashable, Sendable, Codable {
  /// Why the balance moved.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case opening, trade, fee, correction
  }

  /// Unique: the fill's or correction's identifier, asset and kind.
  public var id: String
  /// Whose books: one account of one exchange.
  public var account: String
  public var asset: String
  public var kind: Kind
  /// Signed.
  public var amount: Money
  /// What caused it: an execution, a reconciliation.
  public var reference: String
  public var time: Timestamp

  public init(id: String, account: String, asset: String, kind: Kind, amount: Money, reference: String, time: Timestamp) {
    self.id = id
    self.account = account
    self.asset = asset
    self.kind = kind
    self.amount = amount
    self.reference = reference
    self.time = time
  }
}
