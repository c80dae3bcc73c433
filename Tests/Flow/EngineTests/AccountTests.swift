import Domain
import Synchronization
import TestSupport
import Testing

@testable import Engine

@Suite("Account in the pipeline") struct AccountTests {
  private static func money(_ text: String) throws -> Money { try Money(parsing: text) }

  private static func fill(_ id: String, side: Side = .buy, quantity: String = "0.01", cost: String = "640") throws -> Fill {
    Fill(
      execID: id, orderID: "O", symbol: "BTC/USD", base: "BTC", quote: "USD", side: side, quantity: try money(quantity), cost: try money(cost),
      fees: [Fill.Fee(asset: "USD", amount: try money("1.5"))], time: Timestamp(nanoseconds: EngineBench.start))
  }

  private static func report(_ kind: ExecutionReport.Kind, fill: Fill? = nil, clientID: String? = nil) -> ExecutionReport {
    ExecutionReport(
      orderID: "O", clientID: clientID, symbol: "BTC/USD", kind: kind, side: .buy, time: Timestamp(nanoseconds: EngineBench.start), fill: fill)
  }

  @Test("opens the books with the first statement, reconciles at the first tick, and again a period later") func reconciles() throws {
    let bench = try EngineBench(period: 10_000_000_000)
    bench.pipeline.balances([AssetBalance(asset: "USD", amount: try Self.money("1000")), AssetBalance(asset: "BTC", amount: try Self.money("2"))])
    #expect(bench.books.entries.map(\.kind) == [.opening, .opening] && bench.books.reports.isEmpty, "a statement nobody asked for reconciles nothing")
    bench.pipeline.book(EngineBench.top(1), readReturned: 0)
    #expect(bench.gateway.balanceRequests == 1)
    bench.pipeline.balances([AssetBalance(asset: "USD", amount: try Self.money("1000")), AssetBalance(asset: "BTC", amount: try Self.money("2"))])
    #expect(bench.books.reports.map(\.status) == [.success] && bench.books.reports[0].strategy == "full")
    bench.pipeline.book(EngineBench.top(9_999_999), readReturned: 0)
    #expect(bench.gateway.balanceRequests == 1)
    bench.pipeline.book(EngineBench.top(10_000_001), readReturned: 0)
    #expect(bench.gateway.balanceRequests == 2)
    bench.pipeline.balances([AssetBalance(asset: "USD", amount: try Self.money("1000")), AssetBalance(asset: "BTC", amount: try Self.money("1.5"))])
    #expect(bench.books.reports.count == 2 && bench.books.reports[1].status == .partial && bench.books.reports[1].manualReview == 1)
    #expect(Set(bench.books.reports.map(\.id)).count == 2)
    bench.pipeline.publish()
    let account = try #require(bench.board.snapshot.account)
    #expect(account.checks == 2 && account.discrepancies == 1 && account.open == 1 && account.lastStatus == "partial")
    #expect(!bench.alerts.codes.withLock { $0 }.isEmpty)
  }

  @Test("a statement that does not come is a failed run, and the engine asks again") func timeout() throws {
    let bench = try EngineBench()
    bench.pipeline.book(EngineBench.top(0), readReturned: 0)
    // However far a recording has passed meanwhile: an answer is waited for in elapsed time.
    bench.clock.advance(seconds: 29)
    bench.pipeline.book(EngineBench.top(299_999_999), readReturned: 0)
    #expect(bench.books.reports.isEmpty)
    bench.clock.advance(seconds: 1)
    bench.pipeline.book(EngineBench.top(300_000_000), readReturned: 0)
    #expect(bench.books.reports.map(\.status) == [.failed] && bench.alerts.codes.withLock { $0 } == ["reconciliation.failed"])
    bench.pipeline.book(EngineBench.top(360_000_000), readReturned: 0)
    #expect(bench.gateway.balanceRequests == 1, "the pause after a failure")
    bench.clock.advance(seconds: 60)
    bench.pipeline.book(EngineBench.top(360_000_001), readReturned: 0)
    #expect(bench.gateway.balanceRequests == 2)
  }

  @Test("books a fill once, however often it is reported, and corrects a small difference") func fills() throws {
    let bench = try EngineBench()
    bench.pipeline.balances([AssetBalance(asset: "USD", amount: try Self.money("1000")), AssetBalance(asset: "BTC", amount: try Self.money("2"))])
    for _ in 0..<3 { bench.pipeline.execution(Self.report(.trade, fill: try Self.fill("E1"))) }
    bench.pipeline.publish()
    let account = try #require(bench.board.snapshot.account)
    #expect(account.fills == 1)
    #expect(account.balances == [AssetBalance(asset: "BTC", amount: try Self.money("2.01")), AssetBalance(asset: "USD", amount: try Self.money("358.5"))])
    #expect(bench.books.entries.dropFirst(2).map(\.kind) == [.trade, .trade, .fee])
    bench.pipeline.book(EngineBench.top(1), readReturned: 0)
    bench.pipeline.balances([AssetBalance(asset: "USD", amount: try Self.money("358.499")), AssetBalance(asset: "BTC", amount: try Self.money("2.01"))])
    #expect(bench.books.reports.map(\.corrected) == [1] && bench.books.entries.last?.kind == .correction)
    bench.pipeline.publish()
    #expect(bench.board.snapshot.account?.balances.last?.amount == (try Self.money("358.499")))
  }

  @Test("a whole round trip of the strategy: order, fill, hold, sell") func strategy() throws {
    let bench = try EngineBench(strategy: PaperStrategy.Parameters(threshold: 0, notional: 640, holdNanoseconds: 1_000_000_000))
    bench.pipeline.book(EngineBench.top(0), readReturned: 0)
    let order = try #require(bench.gateway.orders.first)
    #expect(order.quantity == Quantity(units: 1_000_000) && order.clientID == "t1")
    bench.pipeline.execution(Self.report(.trade, fill: try Self.fill("E1"), clientID: "t1"))
    bench.pipeline.execution(Self.report(.filled, clientID: "t1"))
    bench.pipeline.book(EngineBench.top(999_999), readReturned: 0)
    #expect(bench.gateway.orders.count == 1)
    bench.pipeline.book(EngineBench.top(1_000_000), readReturned: 0)
    #expect(bench.gateway.orders.count == 2 && bench.gateway.orders[1].side == .sell && bench.gateway.orders[1].quantity == order.quantity)
    bench.pipeline.orderRejected(clientID: "someone's", reason: "no")
    bench.pipeline.orderRejected(clientID: "t2", reason: "no")
    bench.pipeline.book(EngineBench.top(2_100_000), readReturned: 0)
    #expect(bench.gateway.orders.count == 3 && bench.gateway.orders[2].side == .sell, "a refused sale is tried again after the hold")
  }

  @Test("books that cannot keep up stop the engine") func bookkeepingBehind() throws {
    let bench = try EngineBench()
    bench.books.isFull = true
    bench.pipeline.balances([AssetBalance(asset: "USD", amount: try Self.money("1000"))])
    #expect(bench.pipeline.failure?.code == "engine.bookkeeping_behind" && bench.failureList.count == 1)
    bench.pipeline.book(EngineBench.top(1), readReturned: 0)
    #expect(bench.records.records.count == 2, "no tick is taken any more")
  }

  @Test("books that exist are not opened again") func reopened() throws {
    let entry = LedgerEntry(
      id: "paper:opening:USD", account: "paper", asset: "USD", kind: .opening, amount: try Self.money("5"), reference: "opening",
      time: Timestamp(nanoseconds: EngineBench.start))
    let bench = try EngineBench(entries: [entry])
    bench.pipeline.balances([AssetBalance(asset: "USD", amount: try Self.money("1000"))])
    #expect(bench.books.entries.isEmpty)
    bench.pipeline.publish()
    #expect(bench.board.snapshot.account?.balances == [AssetBalance(asset: "USD", amount: try Self.money("5"))])
  }
}
