import Domain
import Features
import TestSupport
import Testing

@Suite("Feature allocations") struct AllocationTests {
  @Test("the counter sees texts and their array being made") func counterWorks() {
    // Texts, not objects: an optimiser puts objects that nobody keeps on the stack.
    var texts: [String] = []
    let made = AllocationCounter.count { for length in 100..<105 { texts.append(String(repeating: "x", count: length)) } }
    #expect(texts.joined().utf8.count == 510)
    #expect((made ?? 0) >= 6, "five texts and a buffer took \(String(describing: made)) blocks")
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
