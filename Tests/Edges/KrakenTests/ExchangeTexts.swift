import Domain
import KrakenWire

/// What an exchange would say, as text; checksums come from a book of its own.
enum ExchangeTexts {
  static let status = #"{"channel":"status","type":"update","data":[{"system":"online","api_version":"v2","connection_id":1,"version":"2"}]}"#

  static func pair(_ symbol: String, price: Int = 1) -> String {
    let assets = symbol.split(separator: "/")
    return
      #"{"symbol":"\#(symbol)","base":"\#(assets[0])","quote":"\#(assets[1])","status":"online","qty_precision":8,"price_precision":\#(price),"price_increment":\#(DecimalText.text(1, scale: price)),"qty_min":0.00010000}"#
  }

  static func instruments(_ pairs: [String], type: String = "snapshot") -> String {
    #"{"channel":"instrument","type":"\#(type)","data":{"assets":[],"pairs":[\#(pairs.joined(separator: ","))]}}"#
  }

  static func ack(_ channel: String, _ symbol: String, _ id: Int = 1) -> String {
    #"{"method":"subscribe","req_id":\#(id),"result":{"channel":"\#(channel)","symbol":"\#(symbol)"},"success":true}"#
  }

  static func trade(_ id: Int, _ symbol: String = "BTC/USD") -> String {
    #"{"channel":"trade","type":"update","data":[{"symbol":"\#(symbol)","side":"buy","price":100.5,"qty":1.00000000,"ord_type":"limit","trade_id":\#(id),"timestamp":"2026-01-01T00:00:00.000001Z"}]}"#
  }

  /// A book frame that moves `book` along; `lie` spoils its checksum.
  static func book(
    _ symbol: String, _ book: inout OrderBook, bids: [(Int64, Int64)], asks: [(Int64, Int64)], isSnapshot: Bool = false, price: Int = 1, lie: Bool = false
  ) -> String {
    let bidLevels = bids.map { BookLevel(price: Price(units: $0.0), quantity: Quantity(units: $0.1)) }
    let askLevels = asks.map { BookLevel(price: Price(units: $0.0), quantity: Quantity(units: $0.1)) }
    book.apply(bids: bidLevels.span, asks: askLevels.span, isSnapshot: isSnapshot)
    func text(_ side: [(Int64, Int64)]) -> String {
      side.map { #"{"price":\#(DecimalText.text($0.0, scale: price)),"qty":\#(DecimalText.text($0.1, scale: 8))}"# }.joined(separator: ",")
    }
    let checksum = lie ? book.checksum() ^ 1 : book.checksum()
    return
      #"{"channel":"book","type":"\#(isSnapshot ? "snapshot" : "update")","data":[{"symbol":"\#(symbol)","bids":[\#(text(bids))],"asks":[\#(text(asks))],"checksum":\#(checksum),"timestamp":"2026-01-01T00:00:01.000000Z"}]}"#
  }
}
