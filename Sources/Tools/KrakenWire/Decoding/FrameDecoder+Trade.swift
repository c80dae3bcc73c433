import Domain
import JSONBytes

extension FrameDecoder {
  /// Reads the data array of a `trade` frame into ``trades``.
  mutating func readTrades(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor, isSnapshot: Bool) throws {
    trades.clear(isSnapshot: isSnapshot)
    var first = true
    try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, first: &first) {
      if let trade = try readTrade(bytes, &cursor) { trades.trades.append(trade) } else { trades.strangers += 1 }
      try checkRows(trades.trades.count, "data")
    }
  }

  private func readTrade(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor) throws -> Trade? {
    var first = true
    var symbolSeen = false
    var instrument: InstrumentID?
    var priceAt: Int?
    var quantityAt: Int?
    var side: Side?
    var id: Int64 = 0
    var time: Timestamp?
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      switch key.count {
      case 6 where JSONCursor.matches(bytes, key, "symbol"):
        instrument = instruments.id(bytes, try cursor.string(bytes))
        symbolSeen = true
      case 5 where JSONCursor.matches(bytes, key, "price"):
        cursor.skipWhitespace(bytes)
        priceAt = cursor.offset
        _ = try cursor.number(bytes)
      case 3 where JSONCursor.matches(bytes, key, "qty"):
        cursor.skipWhitespace(bytes)
        quantityAt = cursor.offset
        _ = try cursor.number(bytes)
      case 4 where JSONCursor.matches(bytes, key, "side"): side = try cursor.side(bytes)
      case 8 where JSONCursor.matches(bytes, key, "trade_id"): id = try cursor.integer(bytes, field: "trade_id", in: 0...Int64.max)
      case 9 where JSONCursor.matches(bytes, key, "timestamp"): time = try cursor.time(bytes)
      default: try cursor.skipValue(bytes)
      }
    }
    guard symbolSeen else { throw FrameError.missing(field: "symbol", offset: cursor.offset) }
    guard let priceAt else { throw FrameError.missing(field: "price", offset: cursor.offset) }
    guard let quantityAt else { throw FrameError.missing(field: "qty", offset: cursor.offset) }
    guard let side else { throw FrameError.missing(field: "side", offset: cursor.offset) }
    guard let time else { throw FrameError.missing(field: "timestamp", offset: cursor.offset) }
    guard let instrument else { return nil }
    var number = JSONCursor(at: priceAt)
    let price = try number.fixed(bytes, scale: instruments.instruments[Int(instrument.index)].priceDecimals, field: "price")
    guard price > 0 else { throw FrameError.invalid(field: "price", offset: number.offset) }
    number = JSONCursor(at: quantityAt)
    let quantity = try number.fixed(bytes, scale: instruments.instruments[Int(instrument.index)].quantityDecimals, field: "qty")
    guard quantity > 0 else { throw FrameError.invalid(field: "qty", offset: number.offset) }
    return Trade(instrument: instrument, time: time, id: id, price: Price(units: price), quantity: Quantity(units: quantity), side: side)
  }
}
