import Domain
import TestSupport
import Testing

@testable import Reconciliation

@Suite("a reconciliation run") struct ReconcileTests {
  static func ledger(_ pairs: [(String, String)]) -> Ledger {
    var ledger = Ledger(account: "a", entries: [])
    _ = ledger.open(with: BalanceMatcherTests.balances(pairs), at: Timestamp(seconds: 0))
    return ledger
  }

  static func run(
    _ ledger: inout Ledger, _ exchange: [(String, String)], strategy: ReconciliationStrategy = .full, dryRun: Bool = false,
    policy: CorrectionPolicy = CorrectionPolicy()
  ) -> BalanceMatcher.Run {
    BalanceMatcher(policy: policy).reconcile(
      &ledger, with: BalanceMatcherTests.balances(exchange), id: "R1", strategy: strategy, at: Timestamp(seconds: 9), dryRun: dryRun)
  }

  @Test("equal books are a silent success")
  func equal() {
    var ledger = Self.ledger([("BTC", "1"), ("USD", "5")])
    let run = Self.run(&ledger, [("XXBT", "1"), ("ZUSD", "5")])
    #expect(run.report.status == .success && run.report.checked == 2 && run.corrections.isEmpty)
  }

  @Test("books a small difference as an appended entry, after which the books are equal")
  func corrected() {
    var ledger = Self.ledger([("BTC", "1"), ("USD", "100000")])
    let before = ledger.entryCount
    let run = Self.run(&ledger, [("BTC", "1.001"), ("USD", "99990")])
    #expect(run.corrections.map(\.amount) == [LedgerTests.money("0.001"), LedgerTests.money("-10")])
    #expect(run.corrections.allSatisfy { $0.kind == .correction && $0.reference == "R1" && $0.account == "a" })
    #expect(run.report.status == .success && run.report.corrected == 2 && run.report.manualReview == 0)
    #expect(run.report.discrepancies.count == 2, "what was corrected stays on the record")
    #expect(ledger.entryCount == before + 2)
    #expect(Self.run(&ledger, [("BTC", "1.001"), ("USD", "99990")]).report.discrepancies.isEmpty)
  }

  @Test("the relative limit is inclusive; beyond it a person decides")
  func limit() {
    var ledger = Self.ledger([("ETH", "1000")])
    let run = Self.run(&ledger, [("ETH", "998.999999999999999999")])
    #expect(run.corrections.isEmpty && run.report.status == .partial && run.report.manualReview == 1)
    #expect(ledger.balance(of: "ETH") == LedgerTests.money("1000"))
    #expect(Self.run(&ledger, [("ETH", "999")]).corrections.count == 1)
  }

  @Test("dust is corrected whatever its share, but never the last of a position")
  func dust() {
    var ledger = Self.ledger([("BTC", "0.000001")])
    #expect(Self.run(&ledger, [("BTC", "0.0000001"), ("ADA", "0.000001"), ("SOL", "0.0000011")]).report.corrected == 2)
    #expect(ledger.balance(of: "ADA") == LedgerTests.money("0.000001"))
    #expect(ledger.balance(of: "SOL") == .zero)
    #expect(Self.run(&ledger, [("ADA", "0.000001")]).corrections.isEmpty, "a position that the exchange lacks is not removed")
  }

  @Test("switched off, in real time and in an emergency nothing is corrected", arguments: ReconciliationStrategy.allCases)
  func strategies(strategy: ReconciliationStrategy) {
    var ledger = Self.ledger([("BTC", "1")])
    #expect(Self.run(&ledger, [("BTC", "1.0005")], policy: CorrectionPolicy(isEnabled: false)).corrections.isEmpty)
    let run = Self.run(&ledger, [("BTC", "1.0005")], strategy: strategy)
    #expect(run.corrections.count == (strategy == .full || strategy == .scheduled ? 1 : 0))
    #expect(run.report.strategy == strategy.rawValue)
  }

  @Test("a dry run leaves the books alone")
  func dryRun() {
    var ledger = Self.ledger([("BTC", "1")])
    let run = Self.run(&ledger, [("BTC", "1.0005")], dryRun: true)
    #expect(run.corrections.isEmpty && run.report.corrected == 0 && ledger.balance(of: "BTC") == LedgerTests.money("1"))
  }

  @Test(
    "the status follows its truth table",
    arguments: [
      (0, 0, 1, "failed"), (0, 3, 1, "failed"), (4, 0, 1, "partial"), (4, 2, 1, "partial"), (4, 2, 0, "partial"), (4, 0, 0, "success"),
      (0, 0, 0, "success"),
    ])
  func status(checked: Int, open: Int, errors: Int, expected: String) {
    #expect(BalanceMatcher.status(checked: checked, open: open, errors: errors).rawValue == expected)
  }

  @Test("after ten thousand small random faults the books equal the exchange's", arguments: [UInt64(1), 2, 3])
  func manySmallFaults(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    var ledger = Self.ledger((0..<10_000).map { ("C\($0)X", "\(Int.random(in: 1...100_000, using: &dice))") })
    let exchange = ledger.balances.map { balance in
      let share = Money(units: balance.amount.units / 1_100)
      return AssetBalance(asset: balance.asset, amount: balance.amount + Money(units: Int128.random(in: -share.units...share.units, using: &dice)))
    }
    let run = BalanceMatcher(tolerance: .zero).reconcile(&ledger, with: exchange, id: "R", at: Timestamp(seconds: 1))
    #expect(run.report.corrected > 9_900 && run.report.manualReview == 0)
    #expect(ledger.balances == exchange)
  }
}
