import Domain
import JSONBytes

extension FrameDecoder {
  /// Reads the data array of a `ticker` frame.
  func readTicker(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor, isSnapshot: Bool) throws -> TickerFrame {
    var frame = TickerFrame(isSnapshot: isSnapshot)
    var first = true
    try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, first: &first) {
      cursor.skipWhitespace(bytes)
      let start = cursor.offset
      // The symbol may stand behind the numbers whose precision it decides: one look for it, one for the numbers.
      if let instrument = try symbol(bytes, &cursor) {
        var row = JSONCursor(at: start)
        frame.rows.append(try readTickerRow(bytes, &row, instrument))
        try checkRows(frame.rows.count, "data")
      } else {
        frame.strangers += 1
      }
    }
    return frame
  }

  private func symbol(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor) throws -> InstrumentID? {
    var found: Range<Int>?
    var first = true
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      if JSONCursor.matches(bytes, key, "symbol") { found = try cursor.string(bytes) } else { try cursor.skipValue(bytes) }
    }
    guard let found else { throw FrameError.missing(field: "symbol", offset: cursor.offset) }
    return instruments.id(bytes, found)
  }

  private func readTickerRow(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor, _ id: InstrumentID) throws -> TickerFrame.Row {
    let instrument = instruments[id]
    var row = TickerFrame.Row(instrument: id)
    var bid: Int64?
    var bidQuantity: Int64?
    var ask: Int64?
    var askQuantity: Int64?
    var first = true
    func price(_ field: String) throws -> Int64 { try cursor.fixed(bytes, scale: instrument.priceDecimals, field: field) }
    func quantity(_ field: String) throws -> Int64 { try cursor.fixed(bytes, scale: instrument.quantityDecimals, field: field) }
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      if try cursor.null(bytes) { continue }
      if JSONCursor.matches(bytes, key, "bid") {
        bid = try price("bid")
      } else if JSONCursor.matches(bytes, key, "bid_qty") {
        bidQuantity = try quantity("bid_qty")
      } else if JSONCursor.matches(bytes, key, "ask") {
        ask = try price("ask")
      } else if JSONCursor.matches(bytes, key, "ask_qty") {
        askQuantity = try quantity("ask_qty")
      } else if JSONCursor.matches(bytes, key, "last") {
        row.last = Price(units: try price("last"))
      } else if JSONCursor.matches(bytes, key, "low") {
        row.low = Price(units: try price("low"))
      } else if JSONCursor.matches(bytes, key, "high") {
        row.high = Price(units: try price("high"))
      } else if JSONCursor.matches(bytes, key, "volume") {
        row.volume = try cursor.money(bytes, field: "volume")
      } else if JSONCursor.matches(bytes, key, "vwap") {
        row.volumeWeightedAverage = try cursor.money(bytes, field: "vwap")
      } else if JSONCursor.matches(bytes, key, "timestamp") {
        row.time = try cursor.time(bytes)
      } else {
        try cursor.skipValue(bytes)
      }
    }
    if let bid, let bidQuantity { row.bid = BookLevel(price: Price(units: bid), quantity: Quantity(units: bidQuantity)) }
    if let ask, let askQuantity { row.ask = BookLevel(price: Price(units: ask), quantity: Quantity(units: askQuantity)) }
    return row
  }
}
