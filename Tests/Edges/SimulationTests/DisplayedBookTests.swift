import Domain
import Simulation
import TestSupport
import Testing

@Suite("DisplayedBook")
struct DisplayedBookTests {
  private func level(_ price: Int64, _ quantity: Int64) -> BookLevel { BookLevel(price: Price(units: price), quantity: Quantity(units: quantity)) }

  @Test("Random level changes keep the ten best of a dictionary of levels, and name what left the view", arguments: 1...30 as ClosedRange<UInt64>)
  func twin(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var book = DisplayedBook()
    var bids: [Int64: Int64] = [:]
    var asks: [Int64: Int64] = [:]
    for round in 0..<200 {
      var changes: [[BookLevel]] = [[], []]
      for side in 0..<2 {
        for _ in 0..<Int.random(in: 0...4, using: &random) {
          let price = Int64.random(in: 1...25, using: &random) + (side == 0 ? 0 : 100)
          let quantity = Bool.random(using: &random) ? 0 : Int64.random(in: 1...9, using: &random)
          changes[side].append(level(price, quantity))
          if side == 0 { bids[price] = quantity > 0 ? quantity : nil } else { asks[price] = quantity > 0 ? quantity : nil }
        }
      }
      book.apply(bids: changes[0], asks: changes[1])
      let sortedBids = bids.sorted { $0.key > $1.key }.map { level($0.key, $0.value) }
      let sortedAsks = asks.sorted { $0.key < $1.key }.map { level($0.key, $0.value) }
      #expect(book.bids == Array(sortedBids.prefix(10)), "seed \(seed), round \(round)")
      #expect(book.asks == Array(sortedAsks.prefix(10)), "seed \(seed), round \(round)")
      #expect(book.displacedBids.sorted { $0.price > $1.price } == Array(sortedBids.dropFirst(10)), "seed \(seed), round \(round)")
      #expect(book.displacedAsks.sorted { $0.price < $1.price } == Array(sortedAsks.dropFirst(10)), "seed \(seed), round \(round)")
      // A book of ten levels forgets the others: so does the twin.
      for left in book.displacedBids { bids[left.price.units] = nil }
      for left in book.displacedAsks { asks[left.price.units] = nil }
    }
  }

  @Test("A quote makes one level a side; quantity 0 empties the side")
  func quote() {
    var book = DisplayedBook()
    book.apply(bids: [level(9, 1), level(8, 1)], asks: [level(11, 1)])
    book.show(bid: level(10, 5), ask: level(12, 6))
    #expect(book.bids == [level(10, 5)] && book.asks == [level(12, 6)])
    #expect(book.opposite(of: .buy) == [level(12, 6)] && book.opposite(of: .sell) == [level(10, 5)])
    book.show(bid: level(10, 0), ask: level(12, 6))
    #expect(book.bids.isEmpty && book.asks.count == 1)
  }
}
