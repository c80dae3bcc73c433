public import Domain

/// Which differences may be booked away without a person (row RC-07).
///
/// A difference is small when it is dust, or at most `relativeLimitMillionths` of the larger side. The limits are relative, since the same
/// 0.01 is a cent of one asset and a fortune of another. A position that the exchange does not have is never removed by itself.
public struct CorrectionPolicy: Hashable, Sendable {
  /// `false` leaves every difference to a person.
  public var isEnabled: Bool
  /// Millionths of the larger side; 1,000 is 0.1 %.
  public var relativeLimitMillionths: Int64
  /// An amount of any asset too small to matter.
  public var dust: Money
  /// The same for single assets, by normalised name.
  public var dustByAsset: [String: Money]

  /// - Parameters:
  ///   - relativeLimitMillionths: 0…1,000,000.
  ///   - dust: not negative.
  public init(
    isEnabled: Bool = true, relativeLimitMillionths: Int64 = 1_000, dust: Money = Money(units: 1_000_000_000_000),
    dustByAsset: [String: Money] = ["USD": Money(units: 10_000_000_000_000_000)]
  ) {
    precondition((0...1_000_000).contains(relativeLimitMillionths), "a relative limit is 0…1,000,000 millionths")
    precondition(dust >= .zero && dustByAsset.values.allSatisfy { $0 >= .zero }, "dust is an amount, not a debt")
    self.isEnabled = isEnabled
    self.relativeLimitMillionths = relativeLimitMillionths
    self.dust = dust
    self.dustByAsset = dustByAsset
  }

  /// May this difference be corrected by an entry?
  public func allows(_ discrepancy: ReconciliationReport.Discrepancy) -> Bool {
    guard isEnabled, discrepancy.kind != .positionMissingExchange else { return false }
    if discrepancy.difference.magnitude <= dustByAsset[discrepancy.asset] ?? dust { return true }
    let larger = max(discrepancy.internalAmount.magnitude, discrepancy.exchangeAmount.magnitude)
    return !discrepancy.difference.isMore(than: relativeLimitMillionths, millionthsOf: larger)
  }
}
