import Domain
import Features
import Ports
import TestSupport
import Testing

@Suite("Feature batch") struct FeatureBatchTests {
  private struct Recording: MarketSource {
    let instruments: [Instrument]
    var events: [MarketEvent]
    mutating func next() throws(Diagnostic) -> MarketEvent? { events.isEmpty ? nil : events.removeFirst() }
  }

  private static let instruments = ["BTC/USD", "ETH/USD"].map {
    Instrument(symbol: $0, base: String($0.prefix(3)), quote: "USD", priceDecimals: 1, quantityDecimals: 8)
  }

  /// Quotes and trades of two instruments, interleaved.
  private static func events(seed: UInt64, count: Int) -> [MarketEvent] {
    var random = SeededGenerator(seed: seed)
    var time: Int64 = 1_767_225_600_000_000_000
    return (0..<count).map { _ in
      time += Int64(random.next() % 80_000_000)
      let id = InstrumentID(Int(random.next() % 2))
      let price = 10_000 + Int64(random.next() % 50)
      if random.next() % 3 == 0 {
        return .trade(
          Trade(
            instrument: id, time: Timestamp(nanoseconds: time), id: 0, price: Price(units: price), quantity: Quantity(units: 1 + Int64(random.next() % 900)),
            side: random.next() % 2 == 0 ? .buy : .sell))
      }
      return .quote(
        instrument: id, time: Timestamp(nanoseconds: time),
        bid: BookLevel(price: Price(units: price - 1), quantity: Quantity(units: Int64(random.next() % 900))),
        ask: BookLevel(price: Price(units: price + 1), quantity: Quantity(units: 1 + Int64(random.next() % 900))))
    }
  }

  @Test("equals the live operators bit for bit, instrument by instrument", arguments: 1...4)
  func liveEqualsBatch(seed: UInt64) throws {
    let events = Self.events(seed: seed, count: 900)
    var source = Recording(instruments: Self.instruments, events: events)
    var rows: [(String, FeatureVector)] = []
    let count = try FeatureBatch.run(source: &source, set: .standard) { symbol, vector in rows.append((symbol, vector)) }
    #expect(count == events.count && rows.count == events.count)

    // Live: the book arrives as a top, one state an instrument.
    var states = Self.instruments.indices.map { FeatureState(set: .standard, instrument: Self.instruments[$0], id: InstrumentID($0)) }
    for (index, event) in events.enumerated() {
      let id: InstrumentID
      switch event {
      case .trade(let trade):
        id = trade.instrument
        states[Int(id.index)].update(trade: trade)
      case .quote(let instrument, let time, let bid, let ask):
        id = instrument
        var top = BookTop(instrument: instrument, time: time)
        if bid.quantity.units > 0 { top.appendBid(bid) }
        top.appendAsk(ask)
        states[Int(id.index)].update(book: top)
      case .book: preconditionFailure("this recording has quotes only")
      }
      var live = FeatureStateTests.vector()
      states[Int(id.index)].write(into: &live)
      #expect(FeatureStateTests.bits(live) == FeatureStateTests.bits(rows[index].1), "seed \(seed) row \(index)")
      #expect(live.present == rows[index].1.present && rows[index].1.time == event.time && rows[index].1.instrument == id)
      #expect(rows[index].0 == Self.instruments[Int(id.index)].symbol)
    }
  }

  @Test("gives the same rows twice") func repeatable() {
    let events = Self.events(seed: 9, count: 500)
    func run() -> [[UInt64]] {
      var batch = FeatureBatch(set: .standard, instruments: Self.instruments)
      return events.map { FeatureStateTests.bits(batch.step($0)) }
    }
    #expect(run() == run())
  }
}
