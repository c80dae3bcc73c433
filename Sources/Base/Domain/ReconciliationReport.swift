/// The result of comparing our books with the exchange's (row RC-12).
public struct ReconciliationReport: Hashable, Sendable, Codable {
  /// How the run ended.
  public enum Status: String, Sendable, Codable { case success, partial, failed }

  /// In which way books and exchange differ.
  public enum DiscrepancyKind: String, Sendable, Codable {
    case positionMissingInternal = "position_missing_internal"
    case positionMissingExchange = "position_missing_exchange"
    case balanceMismatch = "balance_mismatch"
  }

  /// One difference, named.
  public struct Discrepancy: Hashable, Sendable, Codable {
    public var kind: DiscrepancyKind
    public var asset: String
    public var internalAmount: Money
    public var exchangeAmount: Money
    /// internal − exchange.
    public var difference: Money
    public var severity: Severity

    public init(kind: DiscrepancyKind, asset: String, internalAmount: Money, exchangeAmount: Money, severity: Severity) {
      self.kind = kind
      self.asset = asset
      self.internalAmount = internalAmount
      self.exchangeAmount = exchangeAmount
      self.difference = internalAmount - exchangeAmount
      self.severity = severity
    }
  }

  public var id: String
  public var account: String
  public var strategy: String
  public var time: Timestamp
  public var status: Status
  public var checked: Int
  public var discrepancies: [Discrepancy]
  public var corrected: Int
  public var manualReview: Int
  public var errors: [String]

  public init(
    id: String, account: String, strategy: String, time: Timestamp, status: Status, checked: Int, discrepancies: [Discrepancy], corrected: Int,
    manualReview: Int, errors: [String]
  ) {
    self.id = id
    self.account = account
    self.strategy = strategy
    self.time = time
    self.status = status
    self.checked = checked
    self.discrepancies = discrepancies
    self.corrected = corrected
    self.manualReview = manualReview
    self.errors = errors
  }
}
