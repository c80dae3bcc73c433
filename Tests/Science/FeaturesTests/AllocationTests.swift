import Domain
import Features
import TestSupport
import Testing

@Suite("Feature allocations") struct AllocationTests {
  @Test("the counter sees an array and a class being made") func counterWorks() {
    final class Thing { var value = 0 }
    var things: [Thing] = []
    let made = AllocationCounter.count { for _ in 0..<5 { things.append(Thing()) } }
    #expect(things.count == 5)
    #expect((made ?? 0) >= 6, "five objects and a buffer took \(String(describing: made)) blocks")
  }

  @Test("a tick in steady state allocates nothing") func steadyState() throws {
    var market = SyntheticMarket(seed: 5, oddShare: 0.05)
    var state = FeatureStateTests.fresh()
    var vector = FeatureStateTests.vector()
    let events = market.events(6000)
    let trades = events.compactMap { if case .trade(let trade) = $0 { trade } else { nil } }
    let tops = events.compactMap { SyntheticMarket.top(of: $0) }
    func feed(_ range: Range<Int>) {
      for index in range {
        state.update(trade: trades[index])
        state.update(book: tops[index])
        state.write(into: &vector)
      }
    }
    feed(0..<1000)
    let made = AllocationCounter.count { feed(1000..<2000) }
    #expect(made == 0, "1,000 trades and books took \(String(describing: made)) blocks from the heap")
    #expect(vector.present.count > 10)
  }
}
