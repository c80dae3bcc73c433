import Domain
import Features
import TestSupport
import Testing

@Suite("Feature clock and odd books") struct FeatureClockTests {
  private static let start: Int64 = 1_767_225_600_000_000_000

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

  private static func values(_ state: inout FeatureState) -> [String: Double] {
    var vector = FeatureStateTests.vector()
    state.write(into: &vector)
    var values: [String: Double] = [:]
    for (index, column) in FeatureSet.standard.columns.enumerated() where vector.present.contains(index) { values[column.name] = vector.values[index] }
    return values
  }

  @Test("takes an event up to five seconds late at the latest time") func tolerance() {
    var state = FeatureStateTests.fresh()
    state.update(trade: Self.trade(at: 100))
    state.update(trade: Self.trade(at: 95, side: .sell))
    #expect(state.lateEvents == 0)
    #expect(Self.values(&state)["trade_imbalance_10s"] == 0)
    // Taken at 100 s, it leaves the window with the first one.
    state.update(trade: Self.trade(at: 109.999))
    #expect(Self.values(&state)["trade_imbalance_10s"] == 1.0 / 3)
    state.update(trade: Self.trade(at: 110))
    #expect(Self.values(&state)["trade_imbalance_10s"] == 1)
  }

  @Test("an older event is no observation") func late() {
    var state = FeatureStateTests.fresh()
    state.update(trade: Self.trade(at: 100))
    let before = Self.values(&state)
    state.update(trade: Self.trade(at: 94.999, price: 5, side: .sell))
    #expect(state.lateEvents == 1)
    #expect(Self.values(&state) == before && state.doubledMid == 2000)
  }

  @Test("believes a clock that stays behind for 64 events and starts anew") func clockStepsBack() {
    var state = FeatureStateTests.fresh()
    state.update(trade: Self.trade(at: 3600))  // one event from the future
    for index in 0..<63 { state.update(trade: Self.trade(at: Double(index) * 0.1, price: 2000)) }
    #expect(state.restarts == 0 && state.lateEvents == 63 && state.doubledMid == 2000)
    state.update(trade: Self.trade(at: 6.3, price: 2000))
    #expect(state.restarts == 1 && state.lateEvents == 64 && state.doubledMid == 4000)
    #expect(Self.values(&state)["trade_intensity_10s"] == 0.1)
  }

  @Test("an event in time ends a row of late ones") func lateRowEnds() {
    var state = FeatureStateTests.fresh()
    state.update(trade: Self.trade(at: 3600))
    for _ in 0..<200 {
      for index in 0..<63 { state.update(trade: Self.trade(at: Double(index) * 0.1)) }
      state.update(trade: Self.trade(at: 3600))
    }
    #expect(state.restarts == 0 && state.lateEvents == 63 * 200)
  }

  @Test("a clock that steps forward empties the windows and keeps what has no window") func clockStepsForward() {
    var state = FeatureStateTests.fresh()
    for second in 0..<40 { state.update(trade: Self.trade(at: Double(second), price: 1000 + Int64(second))) }
    state.update(trade: Self.trade(at: 86_400, price: 1050))
    let values = Self.values(&state)
    #expect(values["trade_imbalance_60s"] == 1 && values["vwap_deviation_bps"] == 0)
    #expect(values["rsi_14"] == 100)  // the closes rose: the night costs nothing
    #expect(abs((values["trade_intensity_60s"] ?? 0) - 1.0 / 60) < 1e-12)
  }

  @Test("a time beyond ±146 years is refused, and nothing overflows", arguments: [Int64.min, .min + 1, -(1 << 62), 1 << 62, .max])
  func absurdTime(time: Int64) {
    var state = FeatureStateTests.fresh()
    var trade = Self.trade(at: 0)
    trade.time = Timestamp(nanoseconds: time)
    state.update(trade: trade)
    #expect(state.refusedEvents == 1 && state.doubledMid == nil)
    trade.time = Timestamp(nanoseconds: time < 0 ? -(1 << 62) + 1 : (1 << 62) - 1)
    state.update(trade: trade)
    #expect(state.doubledMid == 2000)
    #expect(Self.values(&state)["trade_intensity_10s"] == 0.1)
  }

  @Test("equal events count each, equal books bring flow but no move") func duplicates() {
    var state = FeatureStateTests.fresh()
    for _ in 0..<3 { state.update(trade: Self.trade(at: 1)) }
    #expect(abs((Self.values(&state)["trade_intensity_10s"] ?? 0) - 0.3) < 1e-15)
    for _ in 0..<3 { state.update(book: Self.top(at: 1, bid: (999, 5), ask: (1001, 5))) }
    let values = Self.values(&state)
    #expect(values["order_flow_imbalance_1s"] == 0 && values["log_return_1s"] == nil)
  }

  @Test("a crossed or one-sided book takes mid and book columns away and leaves the trades", arguments: [0, 1, 2, 3])
  func invalidBook(kind: Int) {
    var state = FeatureStateTests.fresh()
    state.update(trade: Self.trade(at: 0))
    state.update(book: Self.top(at: 0, bid: (999, 5), ask: (1001, 5)))
    state.update(book: Self.top(at: 20, bid: (999, 6), ask: (1001, 5)))
    state.update(trade: Self.trade(at: 20))
    #expect(Self.values(&state)["log_return_10s"] == 0)
    switch kind {
    case 0: state.update(book: Self.top(at: 21, bid: (1002, 5), ask: (1001, 5)))
    case 1: state.update(book: Self.top(at: 21, bid: nil, ask: (1001, 5)))
    case 2: state.update(book: Self.top(at: 21, bid: nil, ask: nil))
    default: state.invalidateBook()
    }
    #expect(state.doubledMid == nil)
    #expect(Set(Self.values(&state).keys) == ["trade_intensity_10s", "trade_intensity_60s", "trade_imbalance_10s", "trade_imbalance_60s"])
    state.update(book: Self.top(at: 21.5, bid: (1001, 5), ask: (1001, 5)))  // locked is valid
    let values = Self.values(&state)
    #expect(state.doubledMid == 2002 && values["spread_bps"] == 0)
    #expect(abs((values["log_return_10s"] ?? 0) - 0.000_999_500_333_083_5) < 1e-15)  // ln(1001/1000)
  }

  @Test("the first book restarts what was computed on trades as mids") func firstBook() {
    var state = FeatureStateTests.fresh()
    for second in 0..<70 { state.update(trade: Self.trade(at: Double(second), price: 1000 + Int64(second % 5))) }
    #expect(Self.values(&state)["log_return_60s"] != nil && Self.values(&state)["rsi_14"] != nil)
    state.update(book: Self.top(at: 70, bid: (1999, 5), ask: (2001, 5)))
    let values = Self.values(&state)
    #expect(values["log_return_60s"] == nil && values["log_return_1s"] == nil && values["rsi_14"] == nil && values["volatility_10s"] == nil)
    #expect(values["vwap_deviation_bps"] != nil && state.doubledMid == 4000)
    state.update(trade: Self.trade(at: 71, price: 7))
    #expect(state.doubledMid == 4000, "a trade is no mid once there is a book")
  }
}
