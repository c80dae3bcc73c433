import Domain
import Foundation
import KrakenWire
import Recordings
import TestSupport
import Testing

@Suite("FrameMarket")
struct FrameMarketTests {
  private static let instrument = Instrument(symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 1, quantityDecimals: 8)

  private static func level(_ price: Int64, _ quantity: Int64) -> BookLevel { BookLevel(price: Price(units: price), quantity: Quantity(units: quantity)) }

  private static func text(_ write: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    write(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func book(_ kind: FrameWriter.Kind, bids: [BookLevel] = [], asks: [BookLevel] = [], second: Int64) -> String {
    text { FrameWriter.book(kind, instrument, bids: bids, asks: asks, checksum: 0, time: Timestamp(seconds: second), to: &$0) }
  }

  private func play(_ lines: [String]) throws -> (Recording, [MarketEvent]) {
    let folder = try TemporaryFolder()
    var market = try Recording(path: folder.write(lines.map { $0 + "\n" }.joined(), to: "frames.txt"))
    let opened = market
    var events: [MarketEvent] = []
    while let event = try market.next() { events.append(event) }
    return (opened, events)
  }

  @Test("Book and trade frames become the events they were written from; other channels and trade snapshots are passed by")
  func written() throws {
    let trade = Trade(instrument: InstrumentID(0), time: Timestamp(seconds: 12), id: 7, price: Price(units: 601), quantity: Quantity(units: 5), side: .sell)
    let (market, events) = try play([
      Self.text { FrameWriter.status(connectionID: 1, to: &$0) }, Self.book(.update, bids: [Self.level(1, 1)], second: 9),
      Self.book(.snapshot, bids: [Self.level(600, 10)], asks: [Self.level(602, 20)], second: 10), Self.text { FrameWriter.heartbeat(to: &$0) },
      Self.text { FrameWriter.trades(.snapshot, [trade], Self.instrument, to: &$0) },
      Self.book(.update, bids: [Self.level(600, 0), Self.level(599, 3)], second: 11), Self.text { FrameWriter.trade(trade, Self.instrument, to: &$0) },
      "13000000500 " + Self.book(.update, asks: [Self.level(602, 20)], second: 1),
    ])
    #expect(market.form == .frames && market.instruments == [Self.instrument] && market.count == 4)
    #expect(
      events == [
        .book(instrument: InstrumentID(0), time: Timestamp(seconds: 10), bids: [Self.level(600, 10)], asks: [Self.level(602, 20)]),
        .book(instrument: InstrumentID(0), time: Timestamp(seconds: 11), bids: [Self.level(600, 0), Self.level(599, 3)], asks: []), .trade(trade),
        // Nothing changed, and the receive time goes before the frame's own, cut to µs.
        .book(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 13_000_000_000), bids: [], asks: []),
      ])
  }

  @Test("The recording's own instrument frame gives decimals and increments, wherever it stands")
  func statement() throws {
    let stated = Instrument(
      symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 2, quantityDecimals: 8, priceIncrement: Price(units: 5), minimumQuantity: Quantity(units: 99))
    let statement = Self.text { FrameWriter.instrumentSnapshot([stated], to: &$0) }
    let snapshot = Self.book(.snapshot, bids: [Self.level(600, 10)], asks: [Self.level(602, 20)], second: 10)
    for lines in [[statement, snapshot], [snapshot, statement]] {
      let (market, events) = try play(lines)
      #expect(market.instruments == [stated])
      #expect(events == [.book(instrument: InstrumentID(0), time: Timestamp(seconds: 10), bids: [Self.level(6000, 10)], asks: [Self.level(6020, 20)])])
    }
  }

  @Test("A frame that is damaged is refused by line before the first event, and so is a file without market frames")
  func refused() throws {
    let snapshot = Self.book(.snapshot, bids: [Self.level(600, 10)], asks: [Self.level(602, 20)], second: 10)
    for line in [#"{"channel":"book","data":"#, #"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":true,"qty":1}]}]}"#, #"{"a":1}}"#] {
      let error = try #require(throws: Diagnostic.self) { try play([snapshot, line, snapshot]) }
      #expect(error.code == "recording.broken_line" && error.message.contains("frames.txt:2") && error.exitCode == .badData, "\(line): \(error)")
    }
    let nothing = try #require(throws: Diagnostic.self) { try play([Self.text { FrameWriter.heartbeat(to: &$0) }]) }
    #expect(nothing.code == "recording.no_rows")
    let nameless = try #require(throws: Diagnostic.self) { try play([snapshot.replacing("BTC/USD", with: "BTCUSD")]) }
    #expect(nameless.code == "recording.precision" && nameless.message.contains("BTCUSD"))
  }

  @Test("Real Kraken frames play to the end, and the ten levels kept from the events have the checksums that Kraken sent")
  func real() throws {
    for name in ["book_btcusd_d10_capture_2023.wire.jsonl", "book_d1000_5pairs_2021_from_v1.jsonl"] {
      guard let file = SharedData.url("golden/kraken/ws_v2/\(name)") else { continue }
      var market = try FrameMarket(path: file.path)
      var table = InstrumentTable()
      for instrument in market.instruments { table.insert(instrument) }
      var decoder = FrameDecoder(instruments: table)
      var books = market.instruments.indices.map { OrderBook(instrument: InstrumentID($0), depth: 10) }
      var isFirst = market.instruments.map { _ in true }
      var checked = 0
      var events = 0
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        guard case .book = try decoder.decode(Array(line.utf8).span) else { continue }
        for update in decoder.book.updates {
          guard case .book(let instrument, _, let bids, let asks) = try #require(try market.next()) else {
            Issue.record("\(name): no book")
            return
          }
          events += 1
          let index = Int(instrument.index)
          #expect(instrument == update.instrument)
          books[index].apply(bids: bids.span, asks: asks.span, isSnapshot: isFirst[index])
          isFirst[index] = false
          guard let checksum = update.checksum else { continue }
          #expect(books[index].checksum() == checksum, "\(name), event \(events)")
          checked += 1
        }
      }
      let rest = try market.next()
      #expect(rest == nil && market.count == events && checked > 300, "\(name)")
      print("\(name): \(events) events, \(checked) checksums")
    }
  }
}
