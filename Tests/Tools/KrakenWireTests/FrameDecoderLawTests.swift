import Domain
import Foundation
import KrakenWire
import TestSupport
import Testing

@Suite("Frame decoder, laws") struct FrameDecoderLawTests {
  /// Writes JSON objects with their keys in a random order and random white space: what a naive decoder does not mind.
  struct Scrambler {
    var dice: SeededGenerator

    mutating func object(_ fields: [(String, String)]) -> String {
      let body = fields.shuffled(using: &dice).map { "\(gap())\"\($0.0)\"\(gap()):\(gap())\($0.1)" }
      return "{" + body.joined(separator: ",") + gap() + "}"
    }

    mutating func gap() -> String { ["", "", "", " ", "\n\t"].randomElement(using: &dice)! }

    /// A number of this many units, sometimes without its trailing zeros, sometimes with an exponent.
    mutating func number(_ units: Int64, _ scale: Int) -> String {
      switch Int.random(in: 0..<6, using: &dice) {
      case 0: return "\(units)e-\(scale)"
      case 1:
        var text = DecimalText.text(units, scale: scale)
        while text.contains("."), text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
      default: return DecimalText.text(units, scale: scale)
      }
    }
  }

  @Test("reads the same book whatever the order of keys", arguments: 0..<40 as Range<UInt64>) func permutedBooks(seed: UInt64) throws {
    var scrambler = Scrambler(dice: SeededGenerator(seed: seed))
    var decoder = Frames.decoder()
    for _ in 0..<25 {
      func side(_ count: Int) -> [(Int64, Int64)] {
        (0..<count).map { _ in (.random(in: 1...9_999_999, using: &scrambler.dice), .random(in: 0...99_999_999_999, using: &scrambler.dice)) }
      }
      let bids = side(.random(in: 0...6, using: &scrambler.dice))
      let asks = side(.random(in: 0...6, using: &scrambler.dice))
      let checksum = UInt32.random(in: 0...UInt32.max, using: &scrambler.dice)
      func text(_ side: [(Int64, Int64)]) -> String {
        "[" + side.map { scrambler.object([("price", scrambler.number($0.0, 1)), ("qty", scrambler.number($0.1, 8)), ("new", "[{\"a\":1}]")]) }
          .joined(separator: ",") + "]"
      }
      let entry = scrambler.object([
        ("symbol", "\"BTC/USD\""), ("bids", text(bids)), ("asks", text(asks)), ("checksum", "\(checksum)"),
        ("timestamp", "\"2026-01-01T00:00:00.000001Z\""), ("later", "{\"symbol\":\"no\"}"),
      ])
      let frame = scrambler.object([("channel", "\"book\""), ("type", "\"snapshot\""), ("data", "[\(entry)]"), ("extra", "null")])
      guard case .book = try decoder.decode(Array(frame.utf8).span) else { return #expect(Bool(false), "not a book: \(frame)") }
      let update = try #require(decoder.book.updates.first)
      #expect(decoder.book.isSnapshot && update.checksum == checksum)
      #expect(decoder.book.levels[update.bids].map { [$0.price.units, $0.quantity.units] } == bids.map { [$0.0, $0.1] })
      #expect(decoder.book.levels[update.asks].map { [$0.price.units, $0.quantity.units] } == asks.map { [$0.0, $0.1] })
    }
  }

  @Test("agrees with a naive decoder on trades", arguments: 0..<20 as Range<UInt64>) func naiveTrades(seed: UInt64) throws {
    var scrambler = Scrambler(dice: SeededGenerator(seed: seed &+ 1000))
    var decoder = Frames.decoder()
    for _ in 0..<25 {
      let rows = (0..<Int.random(in: 0...5, using: &scrambler.dice)).map { _ in
        scrambler.object([
          ("symbol", "\"XRP/USD\""), ("side", Bool.random(using: &scrambler.dice) ? "\"buy\"" : "\"sell\""),
          ("price", scrambler.number(.random(in: 1...99_999_999, using: &scrambler.dice), 5)),
          ("qty", scrambler.number(.random(in: 1...999_999_999_999, using: &scrambler.dice), 8)), ("ord_type", "\"limit\""),
          ("trade_id", "\(Int32.random(in: 0...Int32.max, using: &scrambler.dice))"),
          ("timestamp", "\"2026-01-01T00:00:0\(Int.random(in: 0...9, using: &scrambler.dice)).25Z\""),
        ])
      }
      let frame = scrambler.object([("channel", "\"trade\""), ("type", "\"update\""), ("data", "[\(rows.joined(separator: ","))]")])
      guard case .trade = try decoder.decode(Array(frame.utf8).span) else { return #expect(Bool(false), "not a trade: \(frame)") }
      let naive = try #require(JSONSerialization.jsonObject(with: Data(frame.utf8)) as? [String: Any])
      let list = try #require(naive["data"] as? [[String: Any]])
      #expect(list.count == decoder.trades.trades.count)
      for (row, trade) in zip(list, decoder.trades.trades) {
        let price = try #require(row["price"] as? NSNumber).doubleValue
        let quantity = try #require(row["qty"] as? NSNumber).doubleValue
        #expect(Int64((price * 1e5).rounded()) == trade.price.units)
        #expect(Int64((quantity * 1e8).rounded()) == trade.quantity.units)
        #expect((row["trade_id"] as? NSNumber)?.int64Value == trade.id)
        #expect(row["side"] as? String == trade.side.text)
        #expect(Timestamp.parse(rfc3339: try #require(row["timestamp"] as? String)) == trade.time)
      }
    }
  }

  @Test("survives ten thousand mutated frames, accepts only what is JSON, and still reads a good one") func fuzz() throws {
    var dice = SeededGenerator(seed: 0xf22d)
    var decoder = Frames.decoder()
    let seeds = Frames.all.map { Array($0.utf8) }
    var accepted = 0
    var refused = 0
    for round in 0..<10_000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...4, using: &dice) {
        let place = Int.random(in: 0..<max(bytes.count, 1), using: &dice)
        switch Int.random(in: 0..<6, using: &dice) {
        case 0 where !bytes.isEmpty: bytes[place] = UInt8.random(in: 0...255, using: &dice)
        case 1 where !bytes.isEmpty: bytes.remove(at: place)
        case 2: bytes.insert(Array(#"{}[]",:\0123456789.eE+-tfn"#.utf8).randomElement(using: &dice)!, at: min(place, bytes.count))
        case 3: bytes.removeLast(bytes.count - min(place, bytes.count))
        case 4 where !bytes.isEmpty: bytes.insert(contentsOf: bytes[place...].prefix(12), at: place)
        default: if !bytes.isEmpty { bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &dice)) }
        }
      }
      do {
        _ = try decoder.decode(bytes.span)
        accepted += 1
        // Let through here and not by Foundation: control characters in strings, broken UTF-8, unread escapes, exponents beyond a double.
        let text = String(decoding: bytes, as: UTF8.self)
        guard !bytes.contains(where: { $0 < 32 || $0 > 126 || $0 == 92 }), !text.contains(/[0-9][eE]\+?[0-9]/) else { continue }
        #expect((try? JSONSerialization.jsonObject(with: Data(bytes))) != nil, "accepted: \(text)")
      } catch {
        refused += 1
      }
    }
    print("mutated frames: \(accepted) accepted, \(refused) refused")
    #expect(accepted > 100 && refused > 1000)
    let good = seeds[0]
    guard case .book = try decoder.decode(good.span) else { return #expect(Bool(false), "the good frame is lost") }
    #expect(decoder.book.levels.count == 3)
  }

  @Test("reads numbers as DecimalText does, whatever their form") func numbers() throws {
    var dice = SeededGenerator(seed: 77)
    var decoder = FrameDecoder()
    let symbols = (0...12).map { "S\($0)/USD" }
    for (scale, symbol) in symbols.enumerated() {
      decoder.instruments.insert(Instrument(symbol: symbol, base: "S", quote: "USD", priceDecimals: scale, quantityDecimals: 8))
    }
    var exact = 0
    for _ in 0..<6_000 {
      let scale = Int.random(in: 0...12, using: &dice)
      func digits(_ count: Int) -> String { String((0..<count).map { _ in Character("\(Int.random(in: 0...9, using: &dice))") }) }
      var token = Bool.random(using: &dice) ? "0" : String(Int.random(in: 1...9, using: &dice)) + digits(.random(in: 0...20, using: &dice))
      if Bool.random(using: &dice) { token += "." + digits(.random(in: 1...14, using: &dice)) }
      if Int.random(in: 0..<5, using: &dice) == 0 { token += "e\(Int.random(in: -6...6, using: &dice))" }
      let expected: Result<Int64, DecimalError> = Result { () throws(DecimalError) in try DecimalText.parse(Array(token.utf8).span, scale: scale) }
      let frame = #"{"channel":"book","type":"update","data":[{"symbol":"\#(symbols[scale])","bids":[{"price":\#(token),"qty":1}]}]}"#
      switch expected {
      case .success(let units) where units > 0:
        _ = try decoder.decode(Array(frame.utf8).span)
        #expect(decoder.book.levels.first?.price.units == units, "\(token) at \(scale)")
        exact += 1
      case .success: #expect(throws: FrameError.self, "\(token)") { try decoder.decode(Array(frame.utf8).span) }
      case .failure(let error):
        do {
          _ = try decoder.decode(Array(frame.utf8).span)
          #expect(Bool(false), "accepted \(token) at \(scale)")
        } catch {
          guard case .decimal(let found, _, _) = error else { return #expect(Bool(false), "\(error) for \(token)") }
          #expect(found.code == expectedCode(expected), "\(token) at \(scale)")
        }
        _ = error
      }
    }
    #expect(exact > 900)
  }

  private func expectedCode(_ result: Result<Int64, DecimalError>) -> String {
    if case .failure(let error) = result { error.code } else { "" }
  }
}
