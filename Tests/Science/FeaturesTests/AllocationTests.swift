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

  @Test("a tick of the default set in steady state allocates nothing") func steadyState() {
    var market = SyntheticMarket(seed: 5, oddShare: 0.05)
    var program = ProgramRun.fresh()
    var vector = ProgramRun.vector()
    let events = market.events(30_000)
    let tops = events.map { SyntheticMarket.top(of: $0) }
    func feed(_ range: Range<Int>) {
      for index in range {
        if case .trade(let trade) = events[index] { program.update(trade: trade) }
        if let top = tops[index] { program.update(book: top) }
        program.write(into: &vector)
      }
    }
    // Past the longest window: 60 s of events, 60 candles.
    feed(0..<24_000)
    let made = AllocationCounter.count { feed(24_000..<30_000) }
    #expect(made == 0, "6,000 trades and books took \(String(describing: made)) blocks from the heap")
    #expect(vector.present.count > 50)
  }
}
