import Domain
import KrakenWire
import TestSupport
import Testing

@Suite("Order book") struct OrderBookTests {
  static func levels(_ pairs: [(String, String)], price: Int, quantity: Int) throws -> [BookLevel] {
    try pairs.map {
      BookLevel(
        price: Price(units: try DecimalText.parse(Array($0.0.utf8).span, scale: price)),
        quantity: Quantity(units: try DecimalText.parse(Array($0.1.utf8).span, scale: quantity)))
    }
  }

  static let asks = [
    ("45285.2", "0.00100000"), ("45286.4", "1.54571953"), ("45286.6", "1.54571109"), ("45289.6", "1.54560911"), ("45290.2", "0.15890660"),
    ("45291.8", "1.54553491"), ("45294.7", "0.04454749"), ("45296.1", "0.35380000"), ("45297.5", "0.09945542"), ("45299.5", "0.18772827"),
  ]
  static let bids = [
    ("45283.5", "0.10000000"), ("45283.4", "1.54582015"), ("45282.1", "0.10000000"), ("45281.0", "0.10000000"), ("45280.3", "1.54592586"),
    ("45279.0", "0.07990000"), ("45277.6", "0.03310103"), ("45277.5", "0.30000000"), ("45277.3", "1.54602737"), ("45276.6", "0.15445238"),
  ]

  @discardableResult
  private static func apply(
    _ bids: [BookLevel], _ asks: [BookLevel] = [], to book: inout OrderBook, isSnapshot: Bool = false
  ) -> Bool {
    book.apply(bids: bids.span, asks: asks.span, isSnapshot: isSnapshot)
  }

  private func official() throws -> OrderBook {
    var book = OrderBook(instrument: InstrumentID(0), depth: 10)
    Self.apply(try Self.levels(Self.bids, price: 1, quantity: 8), try Self.levels(Self.asks, price: 1, quantity: 8), to: &book, isSnapshot: true)
    return book
  }

  @Test("has the checksum of the exchange's own example") func officialVector() throws {
    let book = try official()
    #expect(book.checksum() == 3_310_070_434)
    #expect(book.violation() == nil && !book.isCrossed)
  }

  @Test("has the checksums of the example after a change, a delete and an insert") func derivedVectors() throws {
    var book = try official()
    Self.apply(try Self.levels([("45283.5", "0.2")], price: 1, quantity: 8), to: &book)
    #expect(book.checksum() == 38_355_977)
    Self.apply([], try Self.levels([("45285.2", "0")], price: 1, quantity: 8), to: &book)
    #expect(book.asks.count == 9)
    #expect(book.checksum() == 2_172_035_171)
    var inserted = try official()
    Self.apply([], try Self.levels([("45284.9", "2.00000000")], price: 1, quantity: 8), to: &inserted)
    #expect(inserted.asks.count == 10 && inserted.asks[0].price == Price(units: 452_849))
    #expect(inserted.checksum() == 3_718_938_121)
    #expect(inserted.checksum() != 1_604_409_348)  // what floats that lose trailing zeros give
  }

  @Test("strips leading zeros below one") func subUnitVector() throws {
    var book = OrderBook(instrument: InstrumentID(0), depth: 10)
    let asks = (0..<10).map { BookLevel(price: Price(units: 5005 + Int64($0) * 5), quantity: Quantity(units: 500)) }
    let bids = [5000, 4995, 4990, 4980, 4975, 4970, 4965, 4960, 4955, 4950].map {
      BookLevel(price: Price(units: $0), quantity: Quantity(units: 500))
    }
    Self.apply(bids, asks, to: &book, isSnapshot: true)
    #expect(book.checksum() == 974_947_235)
  }

  @Test("discards updates until a snapshot has come, and after being invalidated") func beforeSnapshot() throws {
    var book = OrderBook(instrument: InstrumentID(0), depth: 10)
    let level = try Self.levels([("45283.5", "0.2")], price: 1, quantity: 8)
    var applied = [Self.apply(level, to: &book)]
    #expect(book.bids.isEmpty)
    applied.append(Self.apply([], to: &book, isSnapshot: true))
    #expect(book.checksum() == 0)
    applied.append(Self.apply(level, to: &book))
    #expect(book.bids == level)
    book.invalidate()
    applied.append(Self.apply(level, to: &book))
    #expect(applied == [false, true, true, false] && book.bids.isEmpty)
  }

  @Test("applies a price that repeats within one frame in order, and minds no delete of nothing") func repeatedLevels() throws {
    var book = OrderBook(instrument: InstrumentID(0), depth: 10)
    Self.apply([], to: &book, isSnapshot: true)
    let changes = try Self.levels([("10.0", "0"), ("10.0", "1"), ("10.0", "0"), ("9.0", "2"), ("10.0", "3")], price: 1, quantity: 8)
    Self.apply(changes, to: &book)
    #expect(book.bids == (try Self.levels([("10.0", "3"), ("9.0", "2")], price: 1, quantity: 8)))
  }

  @Test("shows its best ten levels") func top() throws {
    let top = try official().top(time: Timestamp(seconds: 5))
    #expect(top.bidCount == 10 && top.askCount == 10 && top.time == Timestamp(seconds: 5))
    #expect(top.bid(0).price == Price(units: 452_835) && top.ask(9).price == Price(units: 452_995))
    #expect(top.doubledMid == Int64(905_687))
  }

  private static func changes(_ count: Int, below bound: Int, _ dice: inout SeededGenerator) -> [BookLevel] {
    var levels: [BookLevel] = []
    for _ in 0..<count {
      let isDelete = Int.random(in: 0..<3, using: &dice) == 0
      let quantity = isDelete ? 0 : Int64.random(in: 1...Int64.max, using: &dice)
      levels.append(BookLevel(price: Price(units: Int64.random(in: 1...Int64(bound), using: &dice)), quantity: Quantity(units: quantity)))
    }
    return levels
  }

  @Test("is what a dictionary kept by hand would be", arguments: 0..<30 as Range<UInt64>) func naiveTwin(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    let depth = [10, 25, 100].randomElement(using: &dice)!
    var book = OrderBook(instrument: InstrumentID(3), depth: depth)
    var naive = NaiveBook(depth: depth)
    for step in 0..<300 {
      let isSnapshot = step == 0 || Int.random(in: 0..<50, using: &dice) == 0
      let bids = Self.changes(Int.random(in: 0...(isSnapshot ? depth : 6), using: &dice), below: depth * 2, &dice)
      let asks = Self.changes(Int.random(in: 0...(isSnapshot ? depth : 6), using: &dice), below: depth * 2, &dice)
      if isSnapshot { naive = NaiveBook(depth: depth) }
      naive.apply([bids, asks])
      Self.apply(bids, asks, to: &book, isSnapshot: isSnapshot)
      #expect(book.violation() == nil)
      #expect(book.bids.map(\.price.units) == naive.sorted(0) && book.asks.map(\.price.units) == naive.sorted(1))
      #expect(book.bids.allSatisfy { naive.sides[0][$0.price.units] == $0.quantity.units })
      #expect(book.checksum() == naive.checksum())
    }
  }
}
