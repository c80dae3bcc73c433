@testable import BenchmarkSuites
import Domain
import KrakenWire
import Testing

@Suite("FrameTape") struct FrameTapeTests {
  @Test("keeps a book whose checksums are right and whose sides are in order", arguments: 0..<8 as Range<UInt64>) func books(seed: UInt64) throws {
    let tape = FrameTape.book(seed: seed, count: 400)
    #expect(tape.frames.count == 400)
    #expect(try KeptBook(tape).take(tape)[0...1] == [400, 400], "seed \(seed)")
    var decoder = tape.decoder
    var book = OrderBook(instrument: .init(0), depth: 10)
    let bytes = tape.bytes.span
    for frame in tape.frames {
      guard case .book = try decoder.decode(bytes.extracting(frame)) else {
        Issue.record("seed \(seed): no book frame")
        return
      }
      for update in decoder.book.updates { book.apply(update, of: decoder.book) }
      #expect(book.violation() == nil && !book.isCrossed && book.bids.count > 1 && book.asks.count > 1, "seed \(seed)")
    }
  }

  @Test("is the same for a seed, and another for another") func seeds() {
    #expect(FrameTape.book(seed: 3, count: 50, tradeEvery: 5).bytes == FrameTape.book(seed: 3, count: 50, tradeEvery: 5).bytes)
    #expect(FrameTape.executions(seed: 3, count: 50).bytes != FrameTape.executions(seed: 4, count: 50).bytes)
  }

  @Test("fills every order it places") func executions() throws {
    let tape = FrameTape.executions(seed: 5, count: 300)
    let answer = try KeptOrders(tape).take(tape)
    #expect(answer[0] == Double(tape.frames.count) && answer[1] > 60 && answer[2] > 0 && answer[3] > answer[2] * 59_000)
    #expect(answer[4] == 1 && answer[5] == 0)
  }

  @Test("holds trades where they are asked for") func trades() throws {
    let tape = FrameTape.book(seed: 6, count: 100, tradeEvery: 5)
    var decoder = tape.decoder
    let bytes = tape.bytes.span
    var trades = 0
    for frame in tape.frames {
      if case .trade = try decoder.decode(bytes.extracting(frame)) { trades += decoder.trades.trades.count }
    }
    #expect(trades == 19)
  }
}
