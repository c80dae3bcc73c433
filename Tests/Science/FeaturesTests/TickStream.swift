import Domain
import Features
import TestSupport

/// Seeded trades, books and merged events with everything that a feed brings: ties, late rows, missing sides, nothing traded, absurd prices and quantities.
struct TickStream {
  static let scale = DecimalScale(priceDecimals: 1, quantityDecimals: 8)
  static let start: Int64 = 1_767_225_600_000_000_000

  private var random: SeededGenerator
  private var time = start
  private var price: Int64
  /// Share of what is odd.
  private let oddShare: Double

  init(seed: UInt64, oddShare: Double = 0.15) {
    random = SeededGenerator(seed: seed)
    self.oddShare = oddShare
    // Some markets trade at one unit, some near what a price can be.
    price = seed % 5 == 0 ? 3 : seed % 5 == 1 ? 4_000_000_000_000_000_000 : 640_000
  }

  /// Mostly tens of milliseconds, often nothing, now and then a pause.
  private mutating func pass() {
    switch random.next() % 20 {
    case 0...4: break
    case 5: time += Int64(random.next() % 4_000_000_000)
    default: time += Int64(random.next() % 60_000_000)
    }
    price = max(0, price + Int64(random.next() % 5) - 2)
  }

  private mutating func isOdd() -> Bool { random.unit() < oddShare }

  mutating func trade() -> TradePoint {
    pass()
    var trade = TradePoint(time: time, price: price, quantity: Int64(random.next() % 100_000_000), side: random.next() % 2 == 0 ? .buy : .sell)
    if isOdd() {
      switch random.next() % 7 {
      case 0: trade.side = nil
      case 1: trade.quantity = -1
      case 2: trade.quantity = 0
      case 3: trade.quantity = .max
      case 4: trade.time -= Int64(random.next() % 2_000_000_000)
      case 5: trade.price = .min
      default: trade.price = 0
      }
    }
    return trade
  }

  mutating func book() -> BookTop {
    pass()
    let odd = isOdd() ? Int(random.next() % 6) : -1
    var top = BookTop(instrument: InstrumentID(0), time: Timestamp(nanoseconds: odd == 0 ? time - Int64(random.next() % 2_000_000_000) : time))
    let half = Int64(random.next() % 3)
    let cross: Int64 = odd == 1 ? 9 : odd == 2 ? 2 * half : 0  // 9 crosses, twice the half spread locks
    let (bids, asks) = (Int(random.next() % 11), Int(random.next() % 11))
    func quantity(_ random: inout SeededGenerator) -> Quantity {
      Quantity(units: odd == 3 ? .max : Int64(random.next() % 500_000_000) + (odd == 4 ? 0 : 1))
    }
    for level in 0..<(odd == 5 ? bids : 10) {
      top.appendBid(BookLevel(price: Price(units: price + 100 - half - Int64(level) + cross), quantity: quantity(&random)))
    }
    for level in 0..<(odd == 5 ? asks : 10) { top.appendAsk(BookLevel(price: Price(units: price + 100 + half + Int64(level)), quantity: quantity(&random))) }
    return top
  }

  mutating func event() -> QuotedTrade {
    if random.next() % 2 == 0 { return .trade(trade()) }
    pass()
    let half = Int64(random.next() % 3)
    var (bid, ask): (Int64?, Int64?) = (price - half, price + Int64(random.next() % 3))
    if isOdd() {
      switch random.next() % 4 {
      case 0: bid = nil
      case 1: ask = nil
      case 2: (bid, ask) = (ask.map { $0 + 9 }, bid)
      default: return .quote(time: time - Int64(random.next() % 2_000_000_000), bid: bid, ask: ask)
      }
    }
    return .quote(time: time, bid: bid, ask: ask)
  }
}
