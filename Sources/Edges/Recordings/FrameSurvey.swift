import Domain
import JSONBytes
import KrakenWire
import Tables

/// The first pass over recorded frames: which markets they speak of, with how many decimals, and how deep their books are.
///
/// Decimals are those of the number tokens as written, or of the recording's own `instrument` frame where it states more.
struct FrameSurvey {
  /// What is known of one market.
  struct Market {
    var symbol: String
    var priceDecimals = 0
    var quantityDecimals = 0
    /// The larger side of the largest snapshot.
    var levels = 0
    /// As the recording's `instrument` frame states it.
    var statement: Instrument?
  }

  /// Markets of book and trade frames, in order of appearance.
  private(set) var markets: [Market] = []
  /// The first time that any frame states or was received at.
  private(set) var firstTime: Timestamp?
  private var places: [String: Int] = [:]
  private var statements: [String: Instrument] = [:]
  private var decoder = FrameDecoder()

  /// Numbers of one entry, kept until its symbol is known.
  private struct Entry {
    var symbol: String?
    var priceDecimals = 0
    var quantityDecimals = 0
    var levels = 0
  }

  /// Takes the next frame.
  ///
  /// - Throws: ``KrakenWire/FrameError`` for text that is no frame.
  mutating func take(_ bytes: Span<UInt8>, received: Timestamp?) throws(FrameError) {
    if firstTime == nil { firstTime = received }
    do {
      try scan(bytes)
    } catch {
      throw .json(error)
    }
  }

  private mutating func scan(_ bytes: Span<UInt8>) throws(JSONError) {
    var cursor = JSONCursor()
    guard try cursor.peek(bytes) == 123 else { return try skip(bytes) }  // v1's arrays and the like: not played
    var channel: Range<Int>?
    var data: Int?
    var first = true
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      if JSONCursor.matches(bytes, key, "channel"), try cursor.peek(bytes) == 34 {
        channel = try cursor.string(bytes)
      } else {
        if JSONCursor.matches(bytes, key, "data") { data = cursor.offset }
        try cursor.skipValue(bytes)
      }
    }
    try cursor.end(bytes)
    guard let channel, let data else { return }
    if JSONCursor.matches(bytes, channel, "instrument") { return learn(bytes) }
    guard JSONCursor.matches(bytes, channel, "book") || JSONCursor.matches(bytes, channel, "trade") else { return }
    var entries = JSONCursor(at: data)
    first = true
    try entries.beginArray(bytes)
    while try entries.nextElement(bytes, first: &first) { try entry(bytes, &entries) }
  }

  private func skip(_ bytes: Span<UInt8>) throws(JSONError) {
    var cursor = JSONCursor()
    try cursor.skipValue(bytes)
    try cursor.end(bytes)
  }

  private mutating func learn(_ bytes: Span<UInt8>) {
    guard case .instrument(let frame)? = try? decoder.decode(bytes) else { return }
    for pair in frame.pairs {
      guard let instrument = try? pair.instrument.get() else { continue }
      statements[instrument.symbol] = instrument
      if let place = places[instrument.symbol] { markets[place].statement = instrument }
    }
  }

  private mutating func entry(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor) throws(JSONError) {
    var entry = Entry()
    var first = true
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      if JSONCursor.matches(bytes, key, "symbol"), try cursor.peek(bytes) == 34 {
        entry.symbol = try JSONCursor.text(bytes, cursor.string(bytes))
      } else if JSONCursor.matches(bytes, key, "bids") || JSONCursor.matches(bytes, key, "asks") {
        var count = 0
        var isFirst = true
        try cursor.beginArray(bytes)
        while try cursor.nextElement(bytes, first: &isFirst) {
          try level(bytes, &cursor, &entry)
          count += 1
        }
        entry.levels = max(entry.levels, count)
      } else if JSONCursor.matches(bytes, key, "timestamp"), firstTime == nil, try cursor.peek(bytes) == 34 {
        firstTime = Timestamp.parse(rfc3339: bytes.extracting(try cursor.string(bytes)))
      } else {
        try number(key, bytes, &cursor, &entry)
      }
    }
    note(entry)
  }

  private func level(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor, _ entry: inout Entry) throws(JSONError) {
    var first = true
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) { try number(key, bytes, &cursor, &entry) }
  }

  private func number(_ key: Range<Int>, _ bytes: Span<UInt8>, _ cursor: inout JSONCursor, _ entry: inout Entry) throws(JSONError) {
    cursor.skipWhitespace(bytes)
    let start = cursor.offset
    try cursor.skipValue(bytes)
    let isPrice = JSONCursor.matches(bytes, key, "price")
    guard isPrice || JSONCursor.matches(bytes, key, "qty"), let shape = DecimalShape(bytes.extracting(start..<cursor.offset)) else { return }
    if isPrice { entry.priceDecimals = max(entry.priceDecimals, shape.written) } else { entry.quantityDecimals = max(entry.quantityDecimals, shape.written) }
  }

  private mutating func note(_ entry: Entry) {
    guard let symbol = entry.symbol else { return }
    let place: Int
    if let known = places[symbol] {
      place = known
    } else {
      place = markets.count
      places[symbol] = place
      markets.append(Market(symbol: symbol, statement: statements[symbol]))
    }
    markets[place].priceDecimals = max(markets[place].priceDecimals, entry.priceDecimals)
    markets[place].quantityDecimals = max(markets[place].quantityDecimals, entry.quantityDecimals)
    markets[place].levels = max(markets[place].levels, entry.levels)
  }
}

extension FrameSurvey.Market {
  /// Depths that a feed can be subscribed at.
  private static let depths = [10, 25, 100, 500, 1000]

  /// The depth that the recording was subscribed at: the larger side of its snapshots, rounded up to one that exists.
  var depth: Int { Self.depths.first { $0 >= levels } ?? levels }

  /// The market as an instrument; `nil` when its name has no `/` or its numbers more decimals than an integer is scaled by.
  var instrument: Instrument? {
    if let statement, statement.priceDecimals >= priceDecimals, statement.quantityDecimals >= quantityDecimals { return statement }
    let parts = symbol.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, priceDecimals <= 12, quantityDecimals <= 12 else { return nil }
    return Instrument(symbol: symbol, base: parts[0], quote: parts[1], priceDecimals: priceDecimals, quantityDecimals: quantityDecimals)
  }
}
