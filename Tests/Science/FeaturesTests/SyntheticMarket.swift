import Domain
import TestSupport

/// A seeded stream of events of one instrument with everything a feed brings: ties, lags, quiet stretches, one-sided, locked and crossed books, absurd numbers.
struct SyntheticMarket {
  static let instrument = Instrument(symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 1, quantityDecimals: 8)

  private var random: SeededGenerator
  private var time: Int64 = 1_767_225_600_000_000_000
  private var mid: Int64 = 640_000
  /// Share of events that are books.
  var bookShare: Double
  /// Share of events with something wrong or odd.
  var oddShare: Double

  init(seed: UInt64, bookShare: Double = 0.6, oddShare: Double = 0.1) {
    random = SeededGenerator(seed: seed)
    self.bookShare = bookShare
    self.oddShare = oddShare
  }

  mutating func events(_ count: Int) -> [MarketEvent] { (0..<count).map { _ in next() } }

  mutating func next() -> MarketEvent {
    let odd = random.unit() < oddShare
    // Mostly some tens of milliseconds, now and then nothing, now and then a pause.
    switch random.next() % 20 {
    case 0, 1: break
    case 2: time += Int64(random.next() % 4_000_000_000)
    default: time += Int64(random.next() % 60_000_000) / 1000 * 1000
    }
    mid = max(1000, mid + Int64(random.next() % 7) - 3)
    let lag: Int64 = odd && random.next() % 3 == 0 ? Int64(random.next() % 9_000_000_000) : 0
    let stamp = Timestamp(nanoseconds: time - lag)
    return random.unit() < bookShare ? book(at: stamp, odd: odd) : .trade(trade(at: stamp, odd: odd))
  }

  private mutating func trade(at stamp: Timestamp, odd: Bool) -> Trade {
    let absurd = odd && random.next() % 4 == 0
    return Trade(
      instrument: InstrumentID(0), time: stamp, id: 0,
      price: Price(units: absurd ? [0, -5, 1 << 52][Int(random.next() % 3)] : mid + Int64(random.next() % 5) - 2),
      quantity: Quantity(units: absurd ? 0 : Int64(random.next() % 100_000_000) + 1), side: random.next() % 2 == 0 ? .buy : .sell)
  }

  /// A whole book as changes: the test applies it to an emptied one.
  private mutating func book(at stamp: Timestamp, odd: Bool) -> MarketEvent {
    var bids: [BookLevel] = []
    var asks: [BookLevel] = []
    let levels = 1 + Int(random.next() % 10)
    let half = Int64(random.next() % 4)
    var shift: Int64 = 0
    if odd { shift = [0, 8, 2 * half][Int(random.next() % 3)] }  // 8 crosses, 2·half locks
    for level in 0..<levels {
      bids.append(BookLevel(price: Price(units: mid - half - Int64(level) + shift), quantity: Quantity(units: Int64(random.next() % 500_000_000) + 1)))
      asks.append(BookLevel(price: Price(units: mid + half + 1 + Int64(level)), quantity: Quantity(units: Int64(random.next() % 500_000_000) + 1)))
    }
    if odd, random.next() % 3 == 0 { bids = [] }
    if odd, random.next() % 5 == 0 { asks = [] }
    return .book(instrument: InstrumentID(0), time: stamp, bids: bids, asks: asks)
  }

  /// The top a whole-book event shows.
  static func top(of event: MarketEvent) -> BookTop? {
    guard case .book(let instrument, let time, let bids, let asks) = event else { return nil }
    var top = BookTop(instrument: instrument, time: time)
    for level in bids { top.appendBid(level) }
    for level in asks { top.appendAsk(level) }
    return top
  }
}
