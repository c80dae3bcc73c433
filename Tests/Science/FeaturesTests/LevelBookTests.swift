import Domain
import Features
import TestSupport
import Testing

@Suite("Level book") struct LevelBookTests {
  @Test("shows the best ten levels of a dictionary of prices", arguments: 1...8)
  func twin(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var book = LevelBook(instrument: InstrumentID(3), depth: 4096)
    var naive: [[Int64: Int64]] = [[:], [:]]
    for step in 0..<400 {
      var changes: [[BookLevel]] = [[], []]
      for side in 0..<2 {
        for _ in 0..<(random.next() % 4) {
          let price = 100 + Int64(random.next() % 40)
          let quantity = Int64(random.next() % 3)
          changes[side].append(BookLevel(price: Price(units: price), quantity: Quantity(units: quantity)))
          naive[side][price] = quantity == 0 ? nil : quantity
        }
      }
      let time = Timestamp(nanoseconds: Int64(step))
      book.apply(bids: changes[0], asks: changes[1], at: time)
      let top = book.top
      let bids = naive[0].sorted { $0.key > $1.key }.prefix(10)
      let asks = naive[1].sorted { $0.key < $1.key }.prefix(10)
      #expect((0..<top.bidCount).map { top.bid($0).price.units } == bids.map(\.key), "seed \(seed) step \(step)")
      #expect((0..<top.bidCount).map { top.bid($0).quantity.units } == bids.map(\.value), "seed \(seed) step \(step)")
      #expect((0..<top.askCount).map { top.ask($0).price.units } == asks.map(\.key), "seed \(seed) step \(step)")
      #expect((0..<top.askCount).map { top.ask($0).quantity.units } == asks.map(\.value), "seed \(seed) step \(step)")
      #expect(top.time == time && top.instrument == InstrumentID(3))
    }
  }

  @Test("cuts each side to its depth after an event, so that a level out of view never comes back") func bounded() {
    var book = LevelBook(instrument: InstrumentID(0), depth: 10)
    let levels = (1...50).map { BookLevel(price: Price(units: Int64($0)), quantity: Quantity(units: 1)) }
    book.apply(bids: levels, asks: levels.reversed(), at: Timestamp(nanoseconds: 0))
    #expect((0..<10).map { book.top.bid($0).price.units } == (41...50).reversed().map(Int64.init))
    #expect((0..<10).map { book.top.ask($0).price.units } == (1...10).map(Int64.init))
    let gone = (41...50).map { BookLevel(price: Price(units: Int64($0)), quantity: .zero) }
    book.apply(bids: gone, asks: [], at: Timestamp(nanoseconds: 1))
    #expect(book.top.bidCount == 0)
  }

  @Test("a quote replaces the whole book; a side of quantity 0 is empty") func replace() {
    var book = LevelBook(instrument: InstrumentID(0))
    let level = BookLevel(price: Price(units: 5), quantity: Quantity(units: 1))
    book.apply(bids: [level], asks: [], at: Timestamp(nanoseconds: 0))
    book.replace(
      bid: BookLevel(price: Price(units: 6), quantity: .zero), ask: BookLevel(price: Price(units: 7), quantity: Quantity(units: 2)),
      at: Timestamp(nanoseconds: 1))
    #expect(book.top.bidCount == 0 && book.top.askCount == 1 && book.top.ask(0).price.units == 7)
  }
}
