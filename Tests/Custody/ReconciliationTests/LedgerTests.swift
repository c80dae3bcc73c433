import Domain
import TestSupport
import Testing

@testable import Reconciliation

@Suite("the ledger") struct LedgerTests {
  static func money(_ text: String) -> Money {
    do { return try Money(parsing: text) } catch { preconditionFailure("\(text) is no amount: \(error)") }
  }

  static func fill(_ id: String, _ side: Side, _ quantity: String, cost: String, fees: [(String, String)] = [], base: String = "BTC") -> Fill {
    Fill(
      execID: id, orderID: "O", symbol: "\(base)/USD", base: base, quote: "USD", side: side, quantity: money(quantity), cost: money(cost),
      fees: fees.map { Fill.Fee(asset: $0.0, amount: money($0.1)) }, time: Timestamp(seconds: 1))
  }

  @Test("books a buy as base in, quote out, fee out")
  func buy() {
    var ledger = Ledger(account: "a", entries: [])
    let entries = ledger.apply(Self.fill("E1", .buy, "0.5", cost: "30000", fees: [("USD", "78")]))
    #expect(entries.map(\.id) == ["E1:BTC:trade", "E1:USD:trade", "E1:USD:fee"])
    #expect(entries.map(\.amount) == [Self.money("0.5"), Self.money("-30000"), Self.money("-78")])
    #expect(ledger.balance(of: "XXBT") == Self.money("0.5"))
    #expect(ledger.balance(of: "USD") == Self.money("-30078"))
  }

  @Test("books a sell the other way, and a fee in the base asset in an entry of its own")
  func sell() {
    var ledger = Ledger(account: "a", entries: [])
    let entries = ledger.apply(Self.fill("E1", .sell, "2", cost: "10.5", fees: [("BTC", "0.001"), ("XBT", "0.002")]))
    #expect(entries.map(\.amount) == [Self.money("-2"), Self.money("10.5"), Self.money("-0.003")])
    #expect(Set(entries.map(\.id)).count == 3)
  }

  @Test("a known execution books nothing")
  func repeated() {
    var ledger = Ledger(account: "a", entries: [])
    let fill = Self.fill("E1", .buy, "1", cost: "2")
    let entries = ledger.apply(fill)
    #expect(ledger.apply(fill).isEmpty)
    var rebuilt = Ledger(account: "a", entries: entries)
    #expect(rebuilt.apply(fill).isEmpty)
    #expect(rebuilt.balances == ledger.balances)
  }

  @Test("forgets the oldest execution when its memory is full, and only that")
  func boundedMemory() {
    var ledger = Ledger(account: "a", entries: [], executionCapacity: 3)
    for id in ["1", "2", "3", "4"] { _ = ledger.apply(Self.fill(id, .buy, "1", cost: "1")) }
    #expect(["2", "3", "4"].allSatisfy { ledger.apply(Self.fill($0, .buy, "1", cost: "1")).isEmpty })
    #expect(!ledger.apply(Self.fill("1", .buy, "1", cost: "1")).isEmpty)
  }

  @Test("opens an empty ledger once, under normalised names, without entries of zero")
  func opening() {
    var ledger = Ledger(account: "a", entries: [])
    let balances = [
      AssetBalance(asset: "XXBT", amount: Self.money("1")), AssetBalance(asset: "XBT.F", amount: Self.money("0.5")),
      AssetBalance(asset: "ZUSD", amount: Self.money("100")), AssetBalance(asset: "ADA", amount: .zero),
    ]
    let entries = ledger.open(with: balances, at: Timestamp(seconds: 1))
    #expect(entries.map(\.asset) == ["BTC", "USD"])
    #expect(ledger.balance(of: "BTC") == Self.money("1.5"))
    #expect(ledger.open(with: balances, at: Timestamp(seconds: 2)).isEmpty)
  }

  @Test("leaves entries of other accounts and repeated ids out")
  func foreign() {
    let entry = LedgerEntry(
      id: "x", account: "a", asset: "USD", kind: .opening, amount: Self.money("5"), reference: "opening", time: Timestamp(seconds: 1))
    var other = entry
    other.account = "b"
    other.id = "y"
    #expect(Ledger(account: "a", entries: [entry, entry, other]).balances == [AssetBalance(asset: "USD", amount: Self.money("5"))])
  }

  @Test("balances are the sum of all entries, live and rebuilt, over seeds", arguments: 0..<50)
  func sums(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    var live = Ledger(account: "a", entries: [])
    var entries = live.open(with: [AssetBalance(asset: "USD", amount: Self.money("1000000"))], at: Timestamp(seconds: 0))
    for index in 0..<200 {
      var fill = Self.fill("E\(index % 150)", Bool.random(using: &dice) ? .buy : .sell, "1", cost: "1", base: ["BTC", "ETH", "XXDG"][index % 3])
      fill.quantity = Money(units: Int128.random(in: 1...1_000_000_000_000_000_000_000, using: &dice))
      fill.cost = Money(units: Int128.random(in: 1...1_000_000_000_000_000_000_000, using: &dice))
      fill.fees = [Fill.Fee(asset: "ZUSD", amount: fill.cost.fraction(millionths: 2600))]
      entries += live.apply(fill)
    }
    var naive: [String: Int128] = [:]
    for entry in entries { naive[entry.asset, default: 0] += entry.amount.units }
    #expect(Dictionary(uniqueKeysWithValues: live.balances.map { ($0.asset, $0.amount.units) }) == naive)
    #expect(Ledger(account: "a", entries: entries.shuffled(using: &dice)).balances == live.balances)
    #expect(entries.count == 1 + 150 * 3)
  }
}
