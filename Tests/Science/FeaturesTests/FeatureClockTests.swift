import Domain
import Features
import TestSupport
import Testing

@Suite("Feature clock, staleness and odd books") struct FeatureClockTests {
  private static let start: Int64 = 1_767_225_600_000_000_000

  /// A few columns whose answers can be written down.
  private static let small = ProgramRun.set(
    FeatureDefinition(key: "imbalance_10s", calculator: "volume_delta", input: .trades, parameters: ["window_ns": .integer(10_000_000_000)], outputs: [.init(name: "imbalance", column: "imbalance_10s")]),
    FeatureDefinition(key: "intensity", calculator: "trade_intensity", input: .trades, parameters: ["tau_ns": .integer(10_000_000_000)], outputs: [.init(name: "count", column: "intensity")]),
    FeatureDefinition(key: "return_1s", calculator: "return_over", input: .mid, parameters: ["horizon_ns": .integer(1_000_000_000)]),
    FeatureDefinition(key: "return_10s", calculator: "return_over", input: .mid, parameters: ["horizon_ns": .integer(10_000_000_000)]),
    FeatureDefinition(key: "vwap_bps", calculator: "trade_vwap", input: .trades, parameters: ["window_ns": .integer(60_000_000_000)], form: .distance),
    FeatureDefinition(key: "spread_bps", calculator: "book_spread", input: .book, outputs: [.init(name: "bps", column: "spread_bps")]),
    FeatureDefinition(key: "rsi", calculator: "rsi", input: .candles(interval: 1_000_000_000, of: .mid, field: .close, against: .volume), parameters: ["n": .integer(14)]),
    FeatureDefinition(key: "momentum", calculator: "momentum", input: .candles(interval: 1_000_000_000, of: .trades, field: .close, against: .volume), parameters: ["n": .integer(1)], form: .basisPoints))

  private static func trade(at seconds: Double, price: Int64 = 1000, quantity: Int64 = 10, side: Side = .buy) -> Trade {
    Trade(
      instrument: InstrumentID(0), time: Timestamp(nanoseconds: start + Int64(seconds * 1e9)), id: 0, price: Price(units: price),
      quantity: Quantity(units: quantity), side: side)
  }

  private static func top(at seconds: Double, bid: (Int64, Int64)?, ask: (Int64, Int64)?) -> BookTop {
    var top = BookTop(instrument: InstrumentID(0), time: Timestamp(nanoseconds: start + Int64(seconds * 1e9)))
    if let bid { top.appendBid(BookLevel(price: Price(units: bid.0), quantity: Quantity(units: bid.1))) }
    if let ask { top.appendAsk(BookLevel(price: Price(units: ask.0), quantity: Quantity(units: ask.1))) }
    return top
  }

  private static func fresh() -> FeatureProgram { ProgramRun.fresh(small) }

  @Test("takes an event up to five seconds late at the latest time") func tolerance() {
    var program = Self.fresh()
    program.update(trade: Self.trade(at: 100))
    program.update(trade: Self.trade(at: 95, side: .sell))
    #expect(program.lateEvents == 0)
    #expect(ProgramRun.values(&program)["imbalance_10s"] == 0)
    // Taken at 100 s, it leaves the window with the first one.
    program.update(trade: Self.trade(at: 109.999))
    #expect(ProgramRun.values(&program)["imbalance_10s"] == 1.0 / 3)
    program.update(trade: Self.trade(at: 110))
    #expect(ProgramRun.values(&program)["imbalance_10s"] == 1)
  }

  @Test("an older event is no observation") func late() {
    var program = Self.fresh()
    program.update(trade: Self.trade(at: 100))
    let before = ProgramRun.values(&program)
    program.update(trade: Self.trade(at: 94.999, price: 5, side: .sell))
    #expect(program.lateEvents == 1)
    #expect(ProgramRun.values(&program) == before && program.doubledMid == 2000)
  }

  @Test("believes a clock that stays behind for 64 events and starts anew") func clockStepsBack() {
    var program = Self.fresh()
    program.update(trade: Self.trade(at: 3600))  // one event from the future
    for index in 0..<63 { program.update(trade: Self.trade(at: Double(index) * 0.1, price: 2000)) }
    #expect(program.restarts == 0 && program.lateEvents == 63 && program.doubledMid == 2000)
    program.update(trade: Self.trade(at: 6.3, price: 2000))
    #expect(program.restarts == 1 && program.lateEvents == 64 && program.doubledMid == 4000)
    #expect(ProgramRun.values(&program)["intensity"] == 0.1)
  }

  @Test("an event in time ends a row of late ones") func lateRowEnds() {
    var program = Self.fresh()
    program.update(trade: Self.trade(at: 3600))
    for _ in 0..<200 {
      for index in 0..<63 { program.update(trade: Self.trade(at: Double(index) * 0.1)) }
      program.update(trade: Self.trade(at: 3600))
    }
    #expect(program.restarts == 0 && program.lateEvents == 63 * 200)
  }

  @Test("a clock that steps forward empties the windows and makes what was old stale") func clockStepsForward() {
    var program = Self.fresh()
    for second in 0..<40 { program.update(trade: Self.trade(at: Double(second), price: 1000 + Int64(second))) }
    #expect(ProgramRun.values(&program)["rsi"] == 100)
    program.update(trade: Self.trade(at: 86_400, price: 1050))
    let values = ProgramRun.values(&program)
    #expect(values["imbalance_10s"] == 1 && values["vwap_bps"] == 0)
    // The candle of 39 s closes now; it ended a day ago.
    #expect(values["rsi"] == nil && program.stale.count == 2)
    program.update(trade: Self.trade(at: 86_401, price: 1060))
    #expect(ProgramRun.values(&program)["rsi"] == 100 && program.stale.count == 0)  // the closes rose: the night costs nothing
  }

  @Test("a time beyond ±146 years is refused, and nothing overflows", arguments: [Int64.min, .min + 1, -(1 << 62), 1 << 62, .max])
  func absurdTime(time: Int64) {
    for set in [Self.small, ProgramRun.set] {
      var program = ProgramRun.fresh(set)
      var trade = Self.trade(at: 0)
      trade.time = Timestamp(nanoseconds: time)
      program.update(trade: trade)
      #expect(program.refusedEvents == 1 && program.doubledMid == nil)
      trade.time = Timestamp(nanoseconds: time < 0 ? -(1 << 62) + 1 : (1 << 62) - 1)
      program.update(trade: trade)
      #expect(program.doubledMid == 2000)
      let isFinite = ProgramRun.values(&program).values.allSatisfy(\.isFinite)
      #expect(isFinite)
    }
  }

  @Test("equal events count each, equal books bring no move") func duplicates() {
    var program = Self.fresh()
    for _ in 0..<3 { program.update(trade: Self.trade(at: 1)) }
    #expect(abs((ProgramRun.values(&program)["intensity"] ?? 0) - 0.3) < 1e-15)
    for _ in 0..<3 { program.update(book: Self.top(at: 1, bid: (999, 5), ask: (1001, 5))) }
    #expect(ProgramRun.values(&program)["return_1s"] == nil)
    program.update(book: Self.top(at: 2, bid: (999, 5), ask: (1001, 5)))
    #expect(ProgramRun.values(&program)["return_1s"] == 0)
  }

  @Test("a crossed or one-sided book takes mid and book columns away and leaves trades and candles", arguments: [0, 1, 2, 3])
  func invalidBook(kind: Int) {
    var program = Self.fresh()
    program.update(trade: Self.trade(at: 18))
    program.update(book: Self.top(at: 18, bid: (999, 5), ask: (1001, 5)))
    program.update(trade: Self.trade(at: 19))
    program.update(book: Self.top(at: 20, bid: (999, 6), ask: (1001, 5)))
    program.update(trade: Self.trade(at: 20))
    #expect(ProgramRun.values(&program)["return_1s"] == 0)
    switch kind {
    case 0: program.update(book: Self.top(at: 21, bid: (1002, 5), ask: (1001, 5)))
    case 1: program.update(book: Self.top(at: 21, bid: nil, ask: (1001, 5)))
    case 2: program.update(book: Self.top(at: 21, bid: nil, ask: nil))
    default: program.invalidateBook()
    }
    #expect(program.doubledMid == nil)
    #expect(Set(ProgramRun.values(&program).keys) == ["imbalance_10s", "intensity", "momentum"])
    program.update(book: Self.top(at: 21.5, bid: (1001, 5), ask: (1001, 5)))  // locked is valid
    let values = ProgramRun.values(&program)
    #expect(program.doubledMid == 2002 && values["spread_bps"] == 0)
    #expect(abs((values["return_1s"] ?? 0) - 0.001) < 1e-15)
  }

  @Test("the first book restarts what was computed on trades as mids") func firstBook() {
    var program = Self.fresh()
    for second in 0..<70 { program.update(trade: Self.trade(at: Double(second), price: 1000 + Int64(second % 5))) }
    #expect(ProgramRun.values(&program)["return_10s"] != nil && ProgramRun.values(&program)["rsi"] != nil)
    program.update(book: Self.top(at: 70, bid: (1999, 5), ask: (2001, 5)))
    let values = ProgramRun.values(&program)
    #expect(values["return_10s"] == nil && values["return_1s"] == nil && values["rsi"] == nil)
    #expect(values["vwap_bps"] != nil && values["momentum"] != nil && program.doubledMid == 4000)
    program.update(trade: Self.trade(at: 71, price: 7))
    #expect(program.doubledMid == 4000, "a trade is no mid once there is a book")
  }

  @Test("a column whose input is older than its age limit is withheld, named and counted") func staleness() {
    var program = Self.fresh()
    program.update(trade: Self.trade(at: 0))
    program.update(book: Self.top(at: 0, bid: (999, 5), ask: (1001, 5)))
    program.update(trade: Self.trade(at: 1.5))
    program.update(book: Self.top(at: 60, bid: (999, 5), ask: (1001, 5)))
    #expect(ProgramRun.values(&program)["intensity"] != nil && program.stale.count == 0)
    program.update(book: Self.top(at: 61.6, bid: (999, 5), ask: (1001, 5)))
    let values = ProgramRun.values(&program)
    #expect(values["intensity"] == nil && values["spread_bps"] != nil)
    // Trades are stale; the window has no number either way. Never observed is missing, not stale.
    let stale = Set(Self.small.schema.columns.indices.filter { program.stale.contains($0) }.map { Self.small.schema.columns[$0] })
    #expect(stale.isSuperset(of: ["imbalance_10s", "intensity", "vwap_bps"]) && !stale.contains("spread_bps"))
    #expect(program.staleValues == UInt64(program.stale.count))
    let freshness = Dictionary(uniqueKeysWithValues: program.freshness().map { ($0.column, $0) })
    #expect(freshness["intensity"]?.age == 60_100_000_000 && freshness["intensity"]?.isStale == true)
    #expect(freshness["spread_bps"]?.age == 0 && freshness["rsi"]?.maximumAge == 60_000_000_000)
    // By the wall clock a silent feed ages too.
    #expect(program.freshness(at: Timestamp(nanoseconds: Self.start + 200_000_000_000)).allSatisfy { $0.isStale })
  }

  @Test("quotes do not keep alive what speaks of the latest trade") func staleTrades() {
    var program = ProgramRun.fresh()
    program.update(book: Self.top(at: 0, bid: (999, 5), ask: (1001, 5)))
    program.update(trade: Self.trade(at: 1, price: 1001))
    for second in 2...61 { program.update(book: Self.top(at: Double(second), bid: (999, 5), ask: (1001, 5))) }
    #expect(ProgramRun.values(&program)["effective_spread_bps"] == 20 && ProgramRun.values(&program)["lee_ready"] == 1)
    program.update(book: Self.top(at: 61.1, bid: (999, 5), ask: (1001, 5)))
    let values = ProgramRun.values(&program)
    #expect(values["effective_spread_bps"] == nil && values["lee_ready"] == nil && values["spread_bps"] == 20)
  }

  @Test("zero, negative and enormous prices and quantities are refused; the largest possible ones give finite numbers or none")
  func enormous() {
    var program = ProgramRun.fresh()
    for (price, quantity) in [(0, 1), (-1, 1), (1, 0), (1, -1), (1 << 50 + 1, 1), (1, 1 << 60 + 1), (Int64.max, Int64.max)] as [(Int64, Int64)] {
      program.update(trade: Self.trade(at: 0, price: price, quantity: quantity))
      program.update(book: Self.top(at: 0, bid: (price, quantity), ask: (price, quantity)))
    }
    #expect(program.refusedEvents == 14 && program.doubledMid == nil)
    var random = SeededGenerator(seed: 1)
    var vector = ProgramRun.vector()
    for step in 0..<4000 {
      let price: Int64 = random.next() % 2 == 0 ? 1 << 50 : 1
      let quantity: Int64 = random.next() % 2 == 0 ? 1 << 60 : 1
      let time = 1 + Double(step) * 0.25
      program.update(trade: Self.trade(at: time, price: price, quantity: quantity, side: random.next() % 2 == 0 ? .buy : .sell))
      program.update(book: Self.top(at: time, bid: (min(price, 1 << 49), quantity), ask: (max(price, 2), 1)))
      program.write(into: &vector)
      for column in vector.values.indices { #expect(vector.present.contains(column) == vector.values[column].isFinite) }
    }
    #expect(program.refusedEvents == 14 && vector.present.count > 40)
  }
}
