@testable import Simulation
import Domain
import TestSupport
import Testing

@Suite("MatchingBook")
struct MatchingBookTests {
  private func levels(_ book: MatchingBook, _ side: Side) -> [BookLevel] {
    (0..<book.levelCount(side)).map {
      let level = book.level(side, $0)
      return BookLevel(price: Price(units: level.price), quantity: Quantity(units: level.total))
    }
  }

  @Test("At one price the older order is filled first, and a better price before both")
  func priceThenTime() {
    var book = MatchingBook()
    var matches: [MatchingBook.Match] = []
    book.limit(id: 1, side: .sell, price: 101, quantity: 5, matches: &matches)
    book.limit(id: 2, side: .sell, price: 101, quantity: 7, matches: &matches)
    book.limit(id: 3, side: .sell, price: 100, quantity: 2, matches: &matches)
    #expect(matches.isEmpty)
    let rest = book.limit(id: 4, side: .buy, price: 101, quantity: 10, matches: &matches)
    #expect(rest == 0)
    #expect(
      matches == [
        .init(maker: 3, price: 100, quantity: 2), .init(maker: 1, price: 101, quantity: 5), .init(maker: 2, price: 101, quantity: 3),
      ])
    #expect(!book.isResting(1) && book.isResting(2) && !book.isResting(4))
    #expect(book.level(.sell, 0).orders == [.init(id: 2, quantity: 4)])
  }

  @Test("A limit order takes what crosses and queues the rest; a market order's rest lapses")
  func rests() {
    var book = MatchingBook()
    var matches: [MatchingBook.Match] = []
    book.limit(id: 1, side: .sell, price: 100, quantity: 3, matches: &matches)
    let queued = book.limit(id: 2, side: .buy, price: 100, quantity: 10, matches: &matches)
    #expect(queued == 7)
    #expect(book.bestBid == 100 && book.bestAsk == nil)
    let lapsed = book.take(side: .sell, quantity: 9, limit: nil, matches: &matches)
    let canceled = book.cancel(id: 2)
    #expect(lapsed == 2 && canceled == nil && book.orderCount == 0 && book.bestBid == nil)
  }

  @Test("Random orders, cancels and market orders match as the definition says", arguments: 1...30 as ClosedRange<UInt64>)
  func twin(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var book = MatchingBook()
    var naive = NaiveBook()
    var placed: [Int64: Int64] = [:]
    var supplied: Int64 = 0
    var gone: Int64 = 0
    for id in 1...400 as ClosedRange<Int64> {
      let side: Side = Bool.random(using: &random) ? .buy : .sell
      let quantity = Int64.random(in: 1...20, using: &random)
      var matches: [MatchingBook.Match] = []
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<6:
        let price = Int64.random(in: 90...110, using: &random)
        let rest = book.limit(id: id, side: side, price: price, quantity: quantity, matches: &matches)
        let expected = naive.limit(id, side, price, quantity)
        #expect(rest == expected.rest && matches == expected.matches, "seed \(seed), order \(id)")
        placed[id] = price
        supplied += quantity
        gone += 2 * matches.reduce(0) { $0 + $1.quantity }
      case 6..<8:
        let victim = Int64.random(in: 1...id, using: &random)
        let canceled = book.cancel(id: victim)
        let expected = naive.cancel(victim)
        #expect(canceled == expected, "seed \(seed), cancel \(victim)")
        gone += canceled ?? 0
      default:
        let limit: Int64? = Bool.random(using: &random) ? Int64.random(in: 90...110, using: &random) : nil
        let rest = book.take(side: side, quantity: quantity, limit: limit, matches: &matches)
        let expected = naive.take(side, quantity, limit: limit)
        #expect(rest == expected.rest && matches == expected.matches, "seed \(seed), order \(id)")
        gone += matches.reduce(0) { $0 + $1.quantity }
      }
      for side in Side.allCases { #expect(levels(book, side) == naive.levels(side), "seed \(seed), order \(id)") }
      #expect(book.orderCount == naive.orders.count, "seed \(seed)")
      if let bid = book.bestBid, let ask = book.bestAsk { #expect(bid < ask, "seed \(seed): crossed") }
      for match in matches { #expect(match.price == placed[match.maker], "seed \(seed): a maker trades at its own price") }
    }
    // What was supplied is gone or still rests: nothing was made or lost.
    let resting = Side.allCases.flatMap { levels(book, $0) }.reduce(0) { $0 + $1.quantity.units }
    #expect(supplied == gone + resting, "seed \(seed)")
  }
}
