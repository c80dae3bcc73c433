import Domain
import Ports

/// A market whose events a test wrote down.
struct ListedMarket: MarketSource {
  var instruments: [Instrument]
  var events: [MarketEvent]
  /// Thrown behind the last event.
  var failure: Diagnostic?
  private var played = 0

  init(_ instruments: [Instrument], _ events: [MarketEvent], failure: Diagnostic? = nil) {
    self.instruments = instruments
    self.events = events
    self.failure = failure
  }

  mutating func next() throws(Diagnostic) -> MarketEvent? {
    guard played < events.count else {
      if let failure { throw failure }
      return nil
    }
    defer { played += 1 }
    return events[played]
  }

  /// `count` quotes of one market, 1 ms apart, whose bid counts up: every one differs from the one before.
  static func counting(_ count: Int, instrument: Instrument) -> ListedMarket {
    ListedMarket(
      [instrument],
      (0..<count).map { index in
        let price = { Price(units: 100_000 + Int64(index) + $0) }
        return .quote(
          instrument: InstrumentID(0), time: Timestamp(nanoseconds: 1_767_225_600_000_000_000 + Int64(index) * 1_000_000),
          bid: BookLevel(price: price(0), quantity: Quantity(units: 5)), ask: BookLevel(price: price(10), quantity: Quantity(units: 7)))
      })
  }
}
