import Domain
import Features
import Ports
import TestSupport
import Testing

@Suite("Feature batch") struct FeatureBatchTests {
  private struct Tape: MarketSource {
    let instruments: [Instrument]
    var events: [MarketEvent]
    var place = 0
    var failsAt = Int.max
    init(_ events: [MarketEvent], instruments: [Instrument], failsAt: Int = .max) { (self.events, self.instruments, self.failsAt) = (events, instruments, failsAt) }
    mutating func next() throws(Diagnostic) -> MarketEvent? {
      if place == failsAt { throw Diagnostic(code: "tape.torn", exitCode: .badData, message: "the tape is torn") }
      guard place < events.count else { return nil }
      defer { place += 1 }
      return events[place]
    }
  }

  private static func instruments(_ count: Int) -> [Instrument] {
    (0..<count).map { Instrument(symbol: "S\($0)/USD", base: "S\($0)", quote: "USD", priceDecimals: 1, quantityDecimals: 8) }
  }

  /// Quotes, books and trades of several instruments, interleaved.
  private static func events(seed: UInt64, count: Int, instruments: Int) -> [MarketEvent] {
    var random = SeededGenerator(seed: seed)
    var time: Int64 = 1_767_225_600_000_000_000
    return (0..<count).map { _ in
      time += Int64(random.next() % 80_000_000)
      let id = InstrumentID(Int(random.next() % UInt64(instruments)))
      let stamp = Timestamp(nanoseconds: time - (random.next() % 50 == 0 ? Int64(random.next() % 8_000_000_000) : 0))
      let price = 10_000 + Int64(random.next() % 50)
      func level(_ price: Int64) -> BookLevel { BookLevel(price: Price(units: price), quantity: Quantity(units: Int64(random.next() % 900))) }
      switch random.next() % 4 {
      case 0, 1:
        return .trade(
          Trade(
            instrument: id, time: stamp, id: 0, price: Price(units: price), quantity: Quantity(units: 1 + Int64(random.next() % 900)),
            side: random.next() % 2 == 0 ? .buy : .sell))
      case 2: return .quote(instrument: id, time: stamp, bid: level(price - 1), ask: level(price + 1))
      default: return .book(instrument: id, time: stamp, bids: [level(price - 2), level(price - 1)], asks: [level(price + 1)])
      }
    }
  }

  /// The rows of one event loop that feeds one program an instrument, as the engine does.
  private static func live(_ events: [MarketEvent], _ instruments: [Instrument]) throws -> [(bits: [UInt64], present: FeatureMask, mid: Int64?)] {
    var programs = try instruments.indices.map { try FeatureProgram(set: ProgramRun.set, instrument: instruments[$0], id: InstrumentID($0)) }
    var books = instruments.indices.map { LevelBook(instrument: InstrumentID($0)) }
    return events.map { event in
      let index = Int(event.instrument.index)
      switch event {
      case .trade(let trade): programs[index].update(trade: trade)
      case .book(_, let time, let bids, let asks):
        books[index].apply(bids: bids, asks: asks, at: time)
        programs[index].update(book: books[index].top)
      case .quote(_, let time, let bid, let ask):
        books[index].replace(bid: bid, ask: ask, at: time)
        programs[index].update(book: books[index].top)
      }
      var vector = ProgramRun.vector()
      programs[index].write(into: &vector)
      return (ProgramRun.bits(vector), vector.present, programs[index].doubledMid)
    }
  }

  @Test("equals live bit for bit at every event, whatever the number of instruments and workers", arguments: [1, 2, 5], [1, 2, 3])
  func liveEqualsBatch(instruments count: Int, workers: Int) async throws {
    let instruments = Self.instruments(count)
    let events = Self.events(seed: UInt64(count), count: 9000, instruments: count)
    let expected = try Self.live(events, instruments)
    var source = Tape(events, instruments: instruments)
    var rows: [BatchRow] = []
    let given = try await FeatureBatch.run(source: &source, set: ProgramRun.set, workers: workers) { rows.append($0) }
    #expect(given == events.count && rows.count == events.count)
    for (index, row) in rows.enumerated() {
      let same =
        ProgramRun.bits(row.vector) == expected[index].bits && row.vector.present == expected[index].present && row.doubledMid == expected[index].mid
        && row.vector.time == events[index].time && row.vector.instrument == events[index].instrument
        && row.symbol == instruments[Int(events[index].instrument.index)].symbol && row.vector.schemaHash == ProgramRun.set.schema.hash
      #expect(same, "row \(index)")
      if !same { break }
    }
    #expect(rows.contains { $0.vector.present.count > 40 })
  }

  @Test("one step at a time is the same again") func steps() throws {
    let instruments = Self.instruments(2)
    let events = Self.events(seed: 9, count: 2000, instruments: 2)
    var batch = try FeatureBatch(set: ProgramRun.set, instruments: instruments)
    let rows = events.map { ProgramRun.bits(batch.step($0)) }
    let expected = try Self.live(events, instruments).map(\.bits)
    #expect(rows == expected)
  }

  @Test("a source or a reader that fails ends the run with its error, after the rows before it", arguments: [0, 10, 4096, 5000])
  func failure(at place: Int) async throws {
    let instruments = Self.instruments(1)
    var source = Tape(Self.events(seed: 2, count: 9000, instruments: 1), instruments: instruments, failsAt: place)
    await #expect(throws: Diagnostic.self) { try await FeatureBatch.run(source: &source, set: ProgramRun.set, workers: 2) { _ in } }
    var whole = Tape(source.events, instruments: instruments)
    var rows = 0
    await #expect(throws: Diagnostic.self) {
      try await FeatureBatch.run(source: &whole, set: ProgramRun.set, workers: 2) { (_) throws(Diagnostic) in
        if rows == place { throw Diagnostic(code: "table.full", exitCode: .unavailable, message: "the disk is full") }
        rows += 1
      }
    }
    #expect(rows == place)
  }
}
