import Domain
import JSONBytes

extension FrameDecoder {
  /// Reads the data object of an `instrument` frame.
  func readInstruments(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor, isSnapshot: Bool) throws -> InstrumentFrame {
    var frame = InstrumentFrame(isSnapshot: isSnapshot)
    var first = true
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      if JSONCursor.matches(bytes, key, "assets") {
        var firstRow = true
        try cursor.beginArray(bytes)
        while try cursor.nextElement(bytes, first: &firstRow) {
          frame.assets.append(try readAsset(bytes, &cursor))
          try checkRows(frame.assets.count, "assets")
        }
      } else if JSONCursor.matches(bytes, key, "pairs") {
        var firstRow = true
        try cursor.beginArray(bytes)
        while try cursor.nextElement(bytes, first: &firstRow) {
          frame.pairs.append(try readPair(bytes, &cursor))
          try checkRows(frame.pairs.count, "pairs")
        }
      } else {
        try cursor.skipValue(bytes)
      }
    }
    return frame
  }

  private func readAsset(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor) throws -> AssetStatement {
    var id: String?
    var status = ""
    var precision: Int?
    var displayPrecision: Int?
    var first = true
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      if JSONCursor.matches(bytes, key, "id") {
        id = try cursor.text(bytes)
      } else if JSONCursor.matches(bytes, key, "status") {
        status = try cursor.text(bytes)
      } else if JSONCursor.matches(bytes, key, "precision") {
        precision = Int(try cursor.integer(bytes, field: "precision", in: 0...38))
      } else if JSONCursor.matches(bytes, key, "precision_display") {
        displayPrecision = Int(try cursor.integer(bytes, field: "precision_display", in: 0...38))
      } else {
        try cursor.skipValue(bytes)
      }
    }
    guard let id else { throw FrameError.missing(field: "id", offset: cursor.offset) }
    return AssetStatement(id: id, status: status, precision: precision, displayPrecision: displayPrecision)
  }

  private func readPair(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor) throws -> PairStatement {
    var symbol: String?
    var status = ""
    var base: String?
    var quote: String?
    var priceDecimals: Int64?
    var quantityDecimals: Int64?
    // The increments need the precisions, which stand behind them: their places are kept.
    var increment: Int?
    var minimum: Int?
    var first = true
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      if JSONCursor.matches(bytes, key, "symbol") {
        symbol = try cursor.text(bytes)
      } else if JSONCursor.matches(bytes, key, "status") {
        status = try cursor.text(bytes)
      } else if JSONCursor.matches(bytes, key, "base") {
        base = try cursor.text(bytes)
      } else if JSONCursor.matches(bytes, key, "quote") {
        quote = try cursor.text(bytes)
      } else if JSONCursor.matches(bytes, key, "price_precision") {
        priceDecimals = try cursor.integer(bytes, field: "price_precision", in: Int64.min...Int64.max)
      } else if JSONCursor.matches(bytes, key, "qty_precision") {
        quantityDecimals = try cursor.integer(bytes, field: "qty_precision", in: Int64.min...Int64.max)
      } else if JSONCursor.matches(bytes, key, "price_increment") {
        increment = cursor.offset
        _ = try cursor.number(bytes)
      } else if JSONCursor.matches(bytes, key, "qty_min") {
        minimum = cursor.offset
        _ = try cursor.number(bytes)
      } else {
        try cursor.skipValue(bytes)
      }
    }
    guard let symbol else { throw FrameError.missing(field: "symbol", offset: cursor.offset) }
    do {
      guard let base, let quote else { throw FrameError.missing(field: base == nil ? "base" : "quote", offset: cursor.offset) }
      guard let priceDecimals else { throw FrameError.missing(field: "price_precision", offset: cursor.offset) }
      guard let quantityDecimals else { throw FrameError.missing(field: "qty_precision", offset: cursor.offset) }
      guard (0...12).contains(priceDecimals) else { throw FrameError.invalid(field: "price_precision", offset: cursor.offset) }
      guard (0...12).contains(quantityDecimals) else { throw FrameError.invalid(field: "qty_precision", offset: cursor.offset) }
      var instrument = Instrument(
        symbol: symbol, base: base, quote: quote, priceDecimals: Int(priceDecimals), quantityDecimals: Int(quantityDecimals))
      if let increment {
        var number = JSONCursor(at: increment)
        instrument.priceIncrement = Price(units: try number.fixed(bytes, scale: Int(priceDecimals), field: "price_increment"))
      }
      if let minimum {
        var number = JSONCursor(at: minimum)
        instrument.minimumQuantity = Quantity(units: try number.fixed(bytes, scale: Int(quantityDecimals), field: "qty_min"))
      }
      return PairStatement(symbol: symbol, status: status, instrument: .success(instrument))
    } catch let error as FrameError {
      return PairStatement(symbol: symbol, status: status, instrument: .failure(error))
    }
  }
}
