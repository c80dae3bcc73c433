@testable import Simulation
import Domain
import KrakenWire
import TestSupport
import Testing

@Suite("SeededMarket")
struct SeededMarketTests {
  private static let start = Timestamp(seconds: 1_767_225_600)

  private func events(
    seed: UInt64, seconds: Int64 = 600, rate: Double = 6, regime: Int64 = 1_200_000_000_000, start: Timestamp = start
  ) throws -> [MarketEvent] {
    var market = SeededMarket(
      SeededMarket.Parameters(seed: seed, start: start, eventsPerSecond: rate, regimeLength: regime, duration: seconds * 1_000_000_000))
    var events: [MarketEvent] = []
    while let event = try market.next() { events.append(event) }
    return events
  }

  @Test("One seed gives the same events twice, another seed gives others", arguments: [1, 7, 20_261_126] as [UInt64])
  func determinism(seed: UInt64) throws {
    let first = try events(seed: seed)
    #expect(try first == events(seed: seed))
    #expect(try first != events(seed: seed + 1))
    #expect(first.count > 1000)
  }

  @Test("The generator draws the published sequence of xoshiro256** behind SplitMix64")
  func generator() {
    // From the reference C code with its state filled by splitmix64(0).
    var random = Xoshiro256(seed: 0)
    let drawn = (0..<3).map { _ in random.next() }
    #expect(drawn == [11_091_344_671_253_066_420, 13_793_997_310_169_335_082, 1_900_383_378_846_508_768])
  }

  @Test("Prices are positive, quantities too, times never fall, are whole µs, and each symbol's trades count up", arguments: 1...4 as ClosedRange<UInt64>)
  func sanity(seed: UInt64) throws {
    var latest = Self.start
    var trades: [InstrumentID: Int64] = [:]
    for event in try events(seed: seed, seconds: 400) {
      #expect(event.time >= latest && event.time.nanoseconds % 1000 == 0, "seed \(seed)")
      latest = event.time
      switch event {
      case .trade(let trade):
        #expect(trade.price.units > 0 && trade.quantity.units > 0, "seed \(seed)")
        #expect(trade.id == trades[trade.instrument, default: 0] + 1, "seed \(seed)")
        trades[trade.instrument] = trade.id
      case .book(_, _, let bids, let asks):
        #expect(!bids.isEmpty || !asks.isEmpty, "seed \(seed)")
        for level in bids + asks { #expect(level.price.units > 0 && level.quantity.units >= 0, "seed \(seed)") }
      case .quote: Issue.record("seed \(seed): a quote in a market with a book")
      }
    }
    #expect(trades.count == 2 && latest > Self.start.adding(nanoseconds: 390_000_000_000), "seed \(seed)")
  }

  @Test("The book is ten levels a side, sorted, never crossed, and a trade takes from the side and price shown before it", arguments: 1...4 as ClosedRange<UInt64>)
  func consistency(seed: UInt64) throws {
    var books = [OrderBook(instrument: InstrumentID(0), depth: 10), OrderBook(instrument: InstrumentID(1), depth: 10)]
    var isFirst = [true, true]
    for event in try events(seed: seed, seconds: 400) {
      switch event {
      case .trade(let trade):
        let book = books[Int(trade.instrument.index)]
        let offered = trade.side == .buy ? book.asks : book.bids
        let best = try #require(offered.first).price
        #expect(trade.side == .buy ? trade.price >= best : trade.price <= best, "seed \(seed): better than the best")
        let worst = try #require(offered.last).price
        let isBeyond = trade.side == .buy ? trade.price > worst : trade.price < worst  // an order that swept all ten levels and more
        #expect(isBeyond || offered.contains { $0.price == trade.price }, "seed \(seed): at a price not shown")
      case .book(let instrument, _, let bids, let asks):
        let index = Int(instrument.index)
        books[index].apply(bids: bids.span, asks: asks.span, isSnapshot: isFirst[index])
        isFirst[index] = false
        #expect(books[index].violation() == nil, "seed \(seed)")
        #expect(!books[index].isCrossed, "seed \(seed)")
        #expect(books[index].bids.count == 10 && books[index].asks.count == 10, "seed \(seed)")
      case .quote: break
      }
    }
  }

  @Test("Turbulence is planted: volatility and event rate are far higher behind the change than before it", arguments: 1...3 as ClosedRange<UInt64>)
  func regime(seed: UInt64) throws {
    let regime: Int64 = 1_200_000_000_000
    var book = OrderBook(instrument: InstrumentID(0), depth: 10)
    var isFirst = true
    var squares = [0.0, 0.0]
    var counts = [0, 0]
    var last: (mid: Double, time: Timestamp)?
    for event in try events(seed: seed, seconds: 2400, regime: regime) {
      guard case .book(let instrument, let time, let bids, let asks) = event, instrument == InstrumentID(0) else { continue }
      book.apply(bids: bids.span, asks: asks.span, isSnapshot: isFirst)
      isFirst = false
      let half = time.nanoseconds(since: Self.start) < regime ? 0 : 1
      counts[half] += 1
      guard let mid = book.top(time: time).doubledMid.map(Double.init) else { continue }
      guard let known = last else {
        last = (mid, time)
        continue
      }
      // Returns over 10 s and more, so that bid-ask bounce weighs little.
      guard time.nanoseconds(since: known.time) >= 10_000_000_000 else { continue }
      let change = (mid - known.mid) / known.mid
      squares[half] += change * change
      last = (mid, time)
    }
    #expect(Double(counts[1]) > 1.5 * Double(counts[0]), "seed \(seed): \(counts)")
    #expect(squares[1] > 2 * squares[0], "seed \(seed): \(squares)")
  }

  @Test("The rate asked for is the rate that comes, about, from one a minute to hundreds a second", arguments: [0.02, 1, 6, 200])
  func rate(perSecond: Double) throws {
    let seconds = Int64(max(30, 600 / perSecond))
    let count = Double(try events(seed: 3, seconds: seconds, rate: perSecond, regime: .max / 4).count) / 2 / Double(seconds)
    #expect((0.4...2.5).contains(count / perSecond), "\(count) a second for \(perSecond)")
  }

  @Test("A start between two microseconds is cut, and the duration bounds every event")
  func bounds() throws {
    let start = Timestamp(nanoseconds: Self.start.nanoseconds + 999)
    let events = try events(seed: 1, seconds: 30, start: start)
    #expect(events.first?.time == Self.start)
    #expect(events.allSatisfy { $0.time.nanoseconds(since: start) <= 30_000_000_000 })
  }
}
