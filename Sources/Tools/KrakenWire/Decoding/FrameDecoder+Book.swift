import Domain
import JSONBytes

extension FrameDecoder {
  /// Reads the data array of a `book` frame into ``book``.
  mutating func readBook(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor, isSnapshot: Bool) throws {
    book.clear(isSnapshot: isSnapshot)
    var first = true
    try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, first: &first) {
      try readBookEntry(bytes, &cursor)
      try checkRows(book.updates.count, "data")
    }
  }

  private mutating func readBookEntry(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor) throws {
    var first = true
    var symbolSeen = false
    var instrument: InstrumentID?
    var update = BookUpdate(instrument: InstrumentID(0))
    // Places of sides that stand in front of the symbol, whose precision they need.
    var bidsAt: Int?
    var asksAt: Int?
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      switch key.count {
      case 6 where JSONCursor.matches(bytes, key, "symbol"):
        instrument = instruments.id(bytes, try cursor.string(bytes))
        symbolSeen = true
      case 4 where JSONCursor.matches(bytes, key, "bids"):
        if let instrument {
          update.bids = try readLevels(bytes, &cursor, of: instrument)
        } else {
          bidsAt = cursor.offset
          try cursor.skipValue(bytes)
        }
      case 4 where JSONCursor.matches(bytes, key, "asks"):
        if let instrument {
          update.asks = try readLevels(bytes, &cursor, of: instrument)
        } else {
          asksAt = cursor.offset
          try cursor.skipValue(bytes)
        }
      case 8 where JSONCursor.matches(bytes, key, "checksum"):
        update.checksum = UInt32(try cursor.integer(bytes, field: "checksum", in: 0...Int64(UInt32.max)))
      case 9 where JSONCursor.matches(bytes, key, "timestamp"): update.time = try cursor.time(bytes)
      default: try cursor.skipValue(bytes)
      }
    }
    guard symbolSeen else { throw FrameError.missing(field: "symbol", offset: cursor.offset) }
    guard let instrument else {
      book.strangers += 1
      return
    }
    if let bidsAt {
      var side = JSONCursor(at: bidsAt)
      update.bids = try readLevels(bytes, &side, of: instrument)
    }
    if let asksAt {
      var side = JSONCursor(at: asksAt)
      update.asks = try readLevels(bytes, &side, of: instrument)
    }
    update.instrument = instrument
    book.updates.append(update)
  }

  /// Appends the levels of one side to the buffer. - Returns: their positions.
  private mutating func readLevels(
    _ bytes: Span<UInt8>, _ cursor: inout JSONCursor, of instrument: InstrumentID
  ) throws -> Range<Int> {
    let priceScale = instruments.instruments[Int(instrument.index)].priceDecimals
    let quantityScale = instruments.instruments[Int(instrument.index)].quantityDecimals
    let start = book.levels.count
    var first = true
    try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, first: &first) {
      var price: Int64 = 0
      var quantity: Int64 = -1
      var firstKey = true
      try cursor.beginObject(bytes)
      while let key = try cursor.nextKey(bytes, first: &firstKey) {
        switch key.count {
        case 5 where JSONCursor.matches(bytes, key, "price"):
          price = try cursor.fixed(bytes, scale: priceScale, field: "price")
          guard price > 0 else { throw FrameError.invalid(field: "price", offset: cursor.offset) }
        case 3 where JSONCursor.matches(bytes, key, "qty"):
          quantity = try cursor.fixed(bytes, scale: quantityScale, field: "qty")
          guard quantity >= 0 else { throw FrameError.invalid(field: "qty", offset: cursor.offset) }
        default: try cursor.skipValue(bytes)
        }
      }
      guard price > 0 else { throw FrameError.missing(field: "price", offset: cursor.offset) }
      guard quantity >= 0 else { throw FrameError.missing(field: "qty", offset: cursor.offset) }
      book.levels.append(BookLevel(price: Price(units: price), quantity: Quantity(units: quantity)))
      try checkRows(book.levels.count, "levels")
    }
    return start..<book.levels.count
  }
}
