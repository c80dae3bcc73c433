public import Domain

/// Compares our books with the exchange's statement, asset by asset, over the union of both sides.
///
/// ```text
/// difference = internal − exchange          a discrepancy when |difference| > tolerance (default 1e-8)
/// severity   = |difference| ÷ larger side   ≥ 10 % critical · ≥ 5 % high · ≥ 1 % medium · else low
///              cash: |difference|           ≥ 1000 critical · ≥ 100 high · ≥ 10 medium · else low
///              missing on the exchange      critical        missing in our books      high
/// ```
///
/// All of it in integers. An asset held at zero, or within the tolerance of it, counts as not held; cash is never missing, it is a balance.
///
/// Source: rows RC-02, RC-03, RC-06.
public struct BalanceMatcher: Sendable {
  /// Differences up to this are none.
  public let tolerance: Money
  /// Normalised names of the assets judged by absolute amounts.
  public let cashAssets: Set<String>
  /// What may be corrected without a person.
  public let policy: CorrectionPolicy

  /// Statements beyond this (10¹⁸ of an asset) are corrupt, not rich: they are refused as an error of the run.
  public static let plausibleLimit = Money(units: 1_000_000_000_000_000_000_000_000_000_000_000_000)

  /// - Parameter tolerance: not negative.
  public init(
    tolerance: Money = Money(units: 10_000_000_000), cashAssets: Set<String> = ["USD"], policy: CorrectionPolicy = CorrectionPolicy()
  ) {
    precondition(tolerance >= .zero, "a tolerance is not negative")
    self.tolerance = tolerance
    self.cashAssets = cashAssets
    self.policy = policy
  }

  /// What a comparison found.
  public struct Comparison: Hashable, Sendable {
    /// Assets compared.
    public var checked = 0
    /// By asset name.
    public var discrepancies: [ReconciliationReport.Discrepancy] = []
    /// Assets that could not be compared, and why.
    public var errors: [String] = []
  }

  /// Compares two statements; an asset listed under several codes or wallets is the sum of them.
  ///
  /// - Complexity: O(n log n) in the number of balances.
  public func compare(internal ours: [AssetBalance], exchange theirs: [AssetBalance]) -> Comparison {
    var result = Comparison()
    let left = sums(ours, of: "our books", errors: &result.errors)
    let right = sums(theirs, of: "the exchange", errors: &result.errors)
    for asset in Set(left.keys).union(right.keys).sorted() {
      guard let own = left[asset, default: .some(.zero)], let stated = right[asset, default: .some(.zero)] else { continue }
      result.checked += 1
      guard (own - stated).magnitude > tolerance else { continue }
      result.discrepancies.append(discrepancy(asset, own, stated))
    }
    return result
  }

  private func discrepancy(_ asset: String, _ own: Money, _ stated: Money) -> ReconciliationReport.Discrepancy {
    let kind: ReconciliationReport.DiscrepancyKind =
      if cashAssets.contains(asset) {
        .balanceMismatch
      } else if stated.magnitude <= tolerance {
        .positionMissingExchange
      } else if own.magnitude <= tolerance {
        .positionMissingInternal
      } else {
        .balanceMismatch
      }
    return ReconciliationReport.Discrepancy(
      kind: kind, asset: asset, internalAmount: own, exchangeAmount: stated, severity: severity(kind, asset, own, stated))
  }

  private func severity(_ kind: ReconciliationReport.DiscrepancyKind, _ asset: String, _ own: Money, _ stated: Money) -> Severity {
    let difference = own - stated
    if cashAssets.contains(asset) {
      let whole = Money(units: 1_000_000_000_000_000_000)
      let thresholds: [(Int128, Severity)] = [(1000, .critical), (100, .high), (10, .medium)]
      return thresholds.first { difference.magnitude.units >= $0.0 * whole.units }?.1 ?? .low
    }
    switch kind {
    case .positionMissingExchange: return .critical
    case .positionMissingInternal: return .high
    case .balanceMismatch:
      let larger = max(own.magnitude, stated.magnitude)
      let thresholds: [(UInt128, Severity)] = [(10, .critical), (5, .high), (1, .medium)]
      return thresholds.first { difference.isAtLeast(percent: $0.0, of: larger) }?.1 ?? .low
    }
  }

  /// Sums by normalised name; `nil` marks an asset that cannot be compared.
  private func sums(_ balances: [AssetBalance], of side: String, errors: inout [String]) -> [String: Money?] {
    var sums: [String: Money?] = [:]
    for balance in balances {
      let asset = AssetCode.normalised(balance.asset)
      guard let sum = sums[asset, default: .some(.zero)] else { continue }
      // Int128.min has no magnitude of its own type, so the limit is tested on both signs first.
      if balance.amount > Self.plausibleLimit || balance.amount < -Self.plausibleLimit
        || (sum + balance.amount).magnitude > Self.plausibleLimit
      {
        errors.append("\(side) states more than 10^18 of \(asset): not compared")
        sums[asset] = .some(nil)
      } else {
        sums[asset] = sum + balance.amount
      }
    }
    return sums
  }
}
