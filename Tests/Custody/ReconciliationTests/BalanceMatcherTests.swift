import Domain
import TestSupport
import Testing

@testable import Reconciliation

@Suite("the balance matcher") struct BalanceMatcherTests {
  typealias Kind = ReconciliationReport.DiscrepancyKind

  static func balances(_ pairs: [(String, String)]) -> [AssetBalance] {
    pairs.map { AssetBalance(asset: $0.0, amount: LedgerTests.money($0.1)) }
  }

  static func one(_ asset: String, _ own: String, _ stated: String) -> ReconciliationReport.Discrepancy? {
    let comparison = BalanceMatcher().compare(internal: balances([(asset, own)]), exchange: balances([(asset, stated)]))
    #expect(comparison.checked == 1 && comparison.errors.isEmpty)
    return comparison.discrepancies.first
  }

  @Test(
    "grades by hundredths of the larger side, each boundary on its upper side",
    arguments: [
      ("100", "90", Severity.critical), ("100", "90.000000000000000001", .high), ("90", "100", .critical), ("100", "95", .high),
      ("100", "95.000000000000000001", .medium), ("100", "99", .medium), ("100", "99.000000000000000001", .low), ("99.5", "100", .low),
      ("-100", "100", .critical), ("0.000001", "0.00000089", .critical),
    ])
  func percent(own: String, stated: String, severity: Severity) {
    let found = Self.one("ETH", own, stated)
    #expect(found?.severity == severity)
    #expect(found?.kind == .balanceMismatch)
  }

  @Test(
    "grades dollars by their amount",
    arguments: [
      ("1000", Severity.critical), ("999.999999", .high), ("100", .high), ("99.99", .medium), ("10", .medium), ("9.999999999", .low),
    ])
  func dollars(difference: String, severity: Severity) throws {
    let found = Self.one("USD", difference, "0")
    #expect(found?.severity == severity)
    #expect(found?.kind == .balanceMismatch)
    #expect(Self.one("ZUSD", "1000000", (LedgerTests.money("1000000") + LedgerTests.money(difference)).description)?.severity == severity)
  }

  @Test("the tolerance of 1e-8 is inclusive")
  func tolerance() {
    #expect(Self.one("BTC", "1", "1.00000001") == nil)
    #expect(Self.one("BTC", "1", "1.000000010000000001") != nil)
    #expect(Self.one("BTC", "0.00000001", "0") == nil)
  }

  @Test("finds what only one side has, and grades it")
  func missing() {
    let comparison = BalanceMatcher().compare(
      internal: Self.balances([("BTC", "1"), ("SOL", "0")]), exchange: Self.balances([("ADA", "5"), ("USD", "0")]))
    #expect(comparison.checked == 4)
    #expect(comparison.discrepancies.map(\.asset) == ["ADA", "BTC"])
    #expect(comparison.discrepancies.map(\.kind) == [.positionMissingInternal, .positionMissingExchange])
    #expect(comparison.discrepancies.map(\.severity) == [.high, .critical])
    #expect(comparison.discrepancies[0].difference == LedgerTests.money("-5"))
  }

  @Test("sums the wallets of one asset")
  func wallets() {
    let comparison = BalanceMatcher().compare(
      internal: Self.balances([("BTC", "3")]), exchange: Self.balances([("XXBT", "1"), ("XBT.F", "1.5"), ("XBT.M", "0.5")]))
    #expect(comparison.discrepancies.isEmpty && comparison.checked == 1)
  }

  @Test("refuses an implausible amount as an error and compares the rest")
  func implausible() {
    let monster = [AssetBalance(asset: "BTC", amount: Money(units: .max)), AssetBalance(asset: "ETH", amount: Money(units: .min))]
    let comparison = BalanceMatcher().compare(internal: Self.balances([("BTC", "1"), ("USD", "1")]), exchange: monster)
    #expect(comparison.errors.count == 2)
    #expect(comparison.checked == 1)
    #expect(comparison.discrepancies.map(\.asset) == ["USD"])
  }

  @Test("finds every injected fault and nothing else, over seeds", arguments: 0..<60)
  func injected(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    var own: [AssetBalance] = []
    var stated: [AssetBalance] = []
    var faults: Set<String> = []
    for index in 0..<80 {
      let asset = "A\(index)X"
      let amount = Money(units: Int128.random(in: 1_000_000_000_000...1_000_000_000_000_000_000_000_000, using: &dice))
      switch Int.random(in: 0..<6, using: &dice) {
      case 0:
        own.append(AssetBalance(asset: asset, amount: amount))
        faults.insert(asset)
      case 1:
        stated.append(AssetBalance(asset: asset, amount: amount))
        faults.insert(asset)
      case 2:
        own.append(AssetBalance(asset: asset, amount: amount))
        let shift = Money(units: Int128.random(in: 10_000_000_001...1_000_000_000_000, using: &dice))
        stated.append(AssetBalance(asset: asset, amount: Bool.random(using: &dice) ? amount + shift : amount - shift))
        faults.insert(asset)
      default:
        own.append(AssetBalance(asset: asset, amount: amount))
        stated.append(AssetBalance(asset: asset, amount: amount + Money(units: Int128.random(in: 0...10_000_000_000, using: &dice))))
      }
    }
    let comparison = BalanceMatcher().compare(internal: own.shuffled(using: &dice), exchange: stated.shuffled(using: &dice))
    #expect(Set(comparison.discrepancies.map(\.asset)) == faults)
    let mirrored = BalanceMatcher().compare(internal: stated, exchange: own)
    #expect(mirrored.discrepancies.map(\.difference) == comparison.discrepancies.map { -$0.difference })
  }
}
