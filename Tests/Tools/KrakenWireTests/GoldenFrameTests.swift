import Domain
import Foundation
import KrakenWire
import Testing

@Suite("Recorded Kraken frames") struct GoldenFrameTests {
  /// Largest number of digits behind the point among the `price` and `qty` tokens of a frame.
  private static func precision(_ line: String) -> (price: Int, quantity: Int) {
    func digits(_ key: String) -> Int {
      line.matches(of: try! Regex("\"\(key)\":[0-9]+(?:\\.([0-9]+))?")).map { $0.output[1].substring?.count ?? 0 }.max() ?? 0
    }
    return (digits("price"), digits("qty"))
  }

  /// Plays the lines of a recording through books. - Returns: checksums that agreed and that did not.
  private func play(_ lines: [String], depth: Int, bitcoin: Bool) throws -> (good: Int, bad: Int) {
    var decoder = FrameDecoder()
    if bitcoin { decoder.instruments.insert(Frames.bitcoin) }
    var books: [OrderBook] = bitcoin ? [OrderBook(instrument: InstrumentID(0), depth: depth)] : []
    var good = 0
    var bad = 0
    for line in lines {
      if !bitcoin, line.contains(#""type":"snapshot""#), let match = line.firstMatch(of: /"symbol":"([^"]+)"/) {
        // These recordings come without reference data: the precision is that of the tokens.
        let (price, quantity) = Self.precision(line)
        let known = decoder.instruments.id(of: String(match.1))
        let stated = Instrument(symbol: String(match.1), base: "?", quote: "?", priceDecimals: price, quantityDecimals: quantity)
        let inserted = decoder.instruments.insert(stated)
        let id = try #require(inserted)
        if known == nil { books.append(OrderBook(instrument: id, depth: depth)) }
      }
      guard case .book = try decoder.decode(Array(line.utf8).span) else { continue }
      for update in decoder.book.updates {
        let index = Int(update.instrument.index)
        let isApplied = books[index].apply(update, of: decoder.book)
        #expect(isApplied)
        guard let checksum = update.checksum else { continue }
        if books[index].checksum() == checksum { good += 1 } else { bad += 1 }
      }
    }
    return (good, bad)
  }

  @Test("agree with every checksum of a real session of 2023, as recorded and with wire tokens")
  func session2023() throws {
    for name in ["book_btcusd_d10_capture_2023.jsonl", "book_btcusd_d10_capture_2023.wire.jsonl"] {
      guard let lines = try SharedFolder.lines("golden/kraken/ws_v2/\(name)") else { continue }
      let (good, bad) = try play(lines, depth: 10, bitcoin: true)
      print("\(name): \(good) checksums agree, \(bad) do not")
      #expect(bad == 0 && good >= 339)
    }
  }

  @Test("agree with every checksum of five deep books of 2021") func deepBooks2021() throws {
    guard let lines = try SharedFolder.lines("golden/kraken/ws_v2/book_d1000_5pairs_2021_from_v1.jsonl") else { return }
    let (good, bad) = try play(lines, depth: 1000, bitcoin: false)
    print("book_d1000_5pairs_2021_from_v1: \(good) checksums agree, \(bad) do not")
    #expect(bad == 0 && good > 1000)
  }

  @Test("decode: the whole instrument snapshot of 2024, every pair usable") func instruments2024() throws {
    guard let lines = try SharedFolder.lines("golden/kraken/ws_v2/instrument_snapshot_full_2024.json") else { return }
    var decoder = FrameDecoder()
    guard case .instrument(let frame) = try decoder.decode(Array(lines.joined(separator: "\n").utf8).span) else {
      return #expect(Bool(false), "not an instrument frame")
    }
    print("instrument snapshot 2024: \(frame.pairs.count) pairs, \(frame.assets.count) assets")
    #expect(frame.pairs.count == 683 && frame.assets.count == 296)
    for pair in frame.pairs { #expect(throws: Never.self) { try pair.instrument.get() } }
  }

  @Test("decode: repeated levels of 2026 are all read, in order") func repeatedLevels2026() throws {
    guard let lines = try SharedFolder.lines("golden/kraken/ws_v2/roq_book_update_repeated_levels_2026.json") else { return }
    var decoder = FrameDecoder()
    decoder.instruments.insert(Instrument(symbol: "BTC/USDT", base: "BTC", quote: "USDT", priceDecimals: 1, quantityDecimals: 8))
    _ = try decoder.decode(Array(lines.joined().utf8).span)
    #expect(decoder.book.levels.count >= 36)
    #expect(decoder.book.levels.count == lines.joined().matches(of: /"price"/).count)
  }

  @Test("decode: nothing real is malformed; what is no frame is unknown") func everyFrame() throws {
    guard let folder = SharedFolder.url("golden/kraken/ws_v2") else {
      return print("skipped: no golden/kraken/ws_v2 in the shared folder (set FRIDAY_SHARED to have it checked)")
    }
    var kinds: [String: Int] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      guard !name.hasPrefix("book_"), !name.hasSuffix("_request.json") else { continue }
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      let frames: [String]
      if name.hasSuffix(".jsonl") {
        frames = text.split(separator: "\n").map(String.init)
      } else if name.hasSuffix(".json") {
        frames = [text]
      } else {
        // `=` begins a pushed message; request numbers are blanks there.
        frames = text.replacing(/\|[^|]*\|/, with: "1").split(separator: "\n=").dropFirst().map { String($0.drop { $0 != "{" }) }
      }
      var decoder = FrameDecoder()
      for (symbol, price) in [("BTC/USD", 3), ("ETH/USDT", 6), ("BTC/USDT", 2), ("ETH/USD", 2)] {
        let assets = symbol.split(separator: "/").map(String.init)
        decoder.instruments.insert(Instrument(symbol: symbol, base: assets[0], quote: assets[1], priceDecimals: price, quantityDecimals: 8))
      }
      for frame in frames {
        do {
          switch try decoder.decode(Array(frame.utf8).span) {
          case .book: kinds["book", default: 0] += 1
          case .trade: kinds["trade", default: 0] += 1
          case .heartbeat: kinds["heartbeat", default: 0] += 1
          case .status: kinds["status", default: 0] += 1
          case .instrument: kinds["instrument", default: 0] += 1
          case .ticker: kinds["ticker", default: 0] += 1
          case .executions: kinds["executions", default: 0] += 1
          case .balances: kinds["balances", default: 0] += 1
          case .answer: kinds["answer", default: 0] += 1
          case .unknown: kinds["unknown", default: 0] += 1
          }
        } catch {
          #expect(Bool(false), "\(name): \(error): \(frame.prefix(200))")
        }
      }
    }
    print("golden frames:", kinds.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    for kind in ["book", "trade", "status", "instrument", "ticker", "executions", "balances", "answer"] { #expect(kinds[kind, default: 0] > 0) }
  }
}
