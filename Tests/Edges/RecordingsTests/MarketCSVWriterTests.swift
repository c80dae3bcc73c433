import Domain
import Foundation
import Recordings
import TestSupport
import Testing

@Suite("MarketCSVWriter")
struct MarketCSVWriterTests {
  private static let instruments = [
    Instrument(
      symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 1, quantityDecimals: 8, priceIncrement: Price(units: 5),
      minimumQuantity: Quantity(units: 5_000)),
    Instrument(symbol: "ETH/USD:x-perp", base: "ETH", quote: "USD", priceDecimals: 0, quantityDecimals: 3),
  ]

  private func events(_ random: inout SeededGenerator, count: Int) -> [MarketEvent] {
    var time: Int64 = 1_767_225_600_000_000_000
    func level(_ random: inout SeededGenerator, least: Int64 = 0) -> BookLevel {
      BookLevel(price: Price(units: Int64.random(in: 1...999_999, using: &random)), quantity: Quantity(units: Int64.random(in: least...9_999_999, using: &random)))
    }
    return (0..<count).map { index in
      time += Int64.random(in: 0...1_000_000, using: &random)
      let instrument = InstrumentID(Int.random(in: 0..<2, using: &random))
      let at = Timestamp(nanoseconds: time)
      switch Int.random(in: 0..<3, using: &random) {
      case 0:
        let level = level(&random, least: 1)
        return .trade(
          Trade(instrument: instrument, time: at, id: Int64(index), price: level.price, quantity: level.quantity, side: Bool.random(using: &random) ? .buy : .sell))
      case 1: return .quote(instrument: instrument, time: at, bid: level(&random, least: 1), ask: level(&random, least: 1))
      default:
        let bids = (0..<Int.random(in: 0...4, using: &random)).map { _ in level(&random) }
        let asks = (0..<Int.random(in: 0...4, using: &random)).map { _ in level(&random) }
        return .book(instrument: instrument, time: at, bids: bids, asks: asks)
      }
    }
  }

  @Test("What is written in the events form reads back to the same instruments and the same events, bit for bit", arguments: 1...12 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let events = events(&random, count: 150)
    let folder = try TemporaryFolder()
    var writer = try MarketCSVWriter(path: folder.path("m.csv"), form: .events, instruments: Self.instruments)
    for event in events { try writer.write(event) }
    try writer.finish()
    var recording = try Recording(path: folder.path("m.csv"))
    #expect(recording.form == .events && recording.instruments == Self.instruments && recording.count == events.count, "seed \(seed)")
    var read: [MarketEvent] = []
    while let event = try recording.next() { read.append(event) }
    #expect(read == events, "seed \(seed)")
    #expect(try recording.next() == nil, "seed \(seed)")
    // Written again it is the same file.
    var second = try MarketCSVWriter(path: folder.path("n.csv"), form: .events, instruments: recording.instruments)
    for event in read { try second.write(event) }
    try second.finish()
    #expect(try Data(contentsOf: folder.url.appendingPathComponent("m.csv")) == Data(contentsOf: folder.url.appendingPathComponent("n.csv")), "seed \(seed)")
    #expect(writer.bytesWritten == Int64(try Data(contentsOf: folder.url.appendingPathComponent("m.csv")).count))
  }

  @Test("The plain forms keep their own kind of event and count the others", arguments: [MarketCSVWriter.Form.trades, .quotes])
  func plain(form: MarketCSVWriter.Form) throws {
    var random = SeededGenerator(seed: 5)
    let events = events(&random, count: 300)
    let folder = try TemporaryFolder()
    var writer = try MarketCSVWriter(path: folder.path("m.csv"), form: form, instruments: Self.instruments)
    for event in events { try writer.write(event) }
    try writer.finish()
    let kept = events.filter { event in
      switch event {
      case .trade: form == .trades
      case .quote: form == .quotes
      case .book: false
      }
    }
    #expect(writer.skipped == UInt64(events.count - kept.count) && kept.count > 50)
    var recording = try Recording(path: folder.path("m.csv"))
    #expect(Set(recording.instruments.map(\.symbol)) == Set(Self.instruments.map(\.symbol)))
    var times: [Timestamp] = []
    while let event = try recording.next() { times.append(event.time) }
    #expect(times == kept.map(\.time.cutToMicroseconds))
  }

  @Test("An events file that breaks its own rules is refused by line")
  func broken() throws {
    let header = "message,ts_ns,symbol,kind,side,price,quantity,trade_id\n0,0,BTC/USD,instrument,,0.1,0.00010000,\n"
    for (rows, words) in [
      ("1,5,ETH/USD,trade,buy,1,1,1\n", "without an instrument row"), ("1,5,BTC/USD,dance,buy,1,1,1\n", "is no kind of event"),
      ("1,5,BTC/USD,trade,buy,1.55,1,1\n", "more digits than its instrument row"), ("1,5,BTC/USD,book,left,1,1,\n", "is no side of a book"),
      ("2,5,BTC/USD,trade,buy,1,1,1\n1,5,BTC/USD,trade,buy,1,1,2\n", "is no message number after 2"),
      ("1,5,BTC/USD,trade,buy,1,1,1\n1,5,BTC/USD,trade,buy,1,1,2\n", "is the number of another event"),
      ("1,5,BTC/USD,quote,bid,1,1,\n2,5,BTC/USD,trade,buy,1,1,1\n", "not one bid and one ask"), ("0,0,BTC/USD,instrument,,0.1,0.1,\n", "is declared twice"),
    ] {
      let folder = try TemporaryFolder()
      let path = try folder.write(header + rows, to: "m.csv")
      let error = try #require(throws: Diagnostic.self) { try RecordingReader(path: path) }
      #expect(error.message.contains(words) && error.message.contains("m.csv:") && error.exitCode == .badData, "\(rows)\(error)")
    }
  }
}
