import Domain
import Ports
import Synchronization

/// A market whose progress a test can watch from another thread.
struct CountingMarket: MarketSource {
  final class Counter: Sendable {
    let played = Atomic(0)
    var count: Int { played.load(ordering: .sequentiallyConsistent) }
  }

  private var market: ListedMarket
  private let counter: Counter

  init(_ market: ListedMarket, _ counter: Counter) {
    self.market = market
    self.counter = counter
  }

  var instruments: [Instrument] { market.instruments }

  mutating func next() throws(Diagnostic) -> MarketEvent? {
    let event = try market.next()
    if event != nil { counter.played.add(1, ordering: .sequentiallyConsistent) }
    return event
  }

  /// `count` changes of all twenty displayed levels, about 1 kB as a frame; the best bid's quantity counts up.
  static func wide(_ count: Int, _ counter: Counter) -> CountingMarket {
    let instrument = Instrument(symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 1, quantityDecimals: 8)
    let events = (0..<count).map { index in
      let side = { (best: Int64, step: Int64) in
        (0..<10 as Range<Int64>).map { BookLevel(price: Price(units: best + $0 * step), quantity: Quantity(units: 1_000_000_000 + Int64(index))) }
      }
      return MarketEvent.book(
        instrument: InstrumentID(0), time: Timestamp(nanoseconds: 1_767_225_600_000_000_000 + Int64(index) * 1000), bids: side(900_000, -1), asks: side(900_001, 1))
    }
    return CountingMarket(ListedMarket([instrument], events), counter)
  }
}
