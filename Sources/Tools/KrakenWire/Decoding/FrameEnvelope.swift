import JSONBytes

/// The outer object of a frame: which channel or method it is, and where its parts lie.
///
/// Keys may come in any order. In the order that Kraken uses (`channel`, `type`, `data`) reading stops at the data of a hot
/// channel, so that its bytes are looked at once; otherwise the data's place is noted and skipped over, and read afterwards.
struct FrameEnvelope {
  enum Channel { case book, trade, heartbeat, status, instrument, ticker, executions, balances, other }

  var channel: Channel?
  var channelText: Range<Int>?
  var isSnapshot: Bool?
  /// Offset of the value of `data`.
  var data: Int?
  var sequence: Int64?
  var method: Range<Int>?
  var requestID: Int64?
  var success: Bool?
  var error: Range<Int>?
  var symbol: Range<Int>?
  /// Of a refused order: a taken one has it in its result.
  var clientID: Range<Int>?
  /// Offset of the value of `result`.
  var result: Int?

  /// Reads keys up to the end of the object, or up to the data of a book or trade frame whose kind is already known.
  ///
  /// - Returns: `true` when it stopped in front of that data.
  mutating func read(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor, first: inout Bool, stopsAtData: Bool) throws -> Bool {
    while let key = try cursor.nextKey(bytes, first: &first) {
      switch key.count {
      case 7 where JSONCursor.matches(bytes, key, "channel"):
        let text = try cursor.string(bytes)
        channelText = text
        channel = Self.channel(bytes, text)
      case 4 where JSONCursor.matches(bytes, key, "type"):
        let text = try cursor.string(bytes)
        if JSONCursor.matches(bytes, text, "update") {
          isSnapshot = false
        } else if JSONCursor.matches(bytes, text, "snapshot") {
          isSnapshot = true
        } else {
          throw FrameError.invalid(field: "type", offset: cursor.offset)
        }
      case 4 where JSONCursor.matches(bytes, key, "data"):
        cursor.skipWhitespace(bytes)
        data = cursor.offset
        if stopsAtData, isSnapshot != nil, channel == .book || channel == .trade { return true }
        try cursor.skipValue(bytes)
      case 8 where JSONCursor.matches(bytes, key, "sequence"):
        let text = try cursor.number(bytes)
        guard let number = JSONCursor.integer(bytes, text) else { throw FrameError.invalid(field: "sequence", offset: cursor.offset) }
        sequence = number
      case 6 where JSONCursor.matches(bytes, key, "method"): method = try cursor.string(bytes)
      case 6 where JSONCursor.matches(bytes, key, "result"):
        cursor.skipWhitespace(bytes)
        result = cursor.offset
        try cursor.skipValue(bytes)
      case 6 where JSONCursor.matches(bytes, key, "req_id"):
        if try cursor.peek(bytes) == 34 { try cursor.skipValue(bytes) } else {
          if try !cursor.null(bytes) { requestID = JSONCursor.integer(bytes, try cursor.number(bytes)) }
        }
      case 6 where JSONCursor.matches(bytes, key, "symbol"):
        if try cursor.peek(bytes) == 34 { symbol = try cursor.string(bytes) } else { try cursor.skipValue(bytes) }
      case 9 where JSONCursor.matches(bytes, key, "cl_ord_id"):
        if try cursor.peek(bytes) == 34 { clientID = try cursor.string(bytes) } else { try cursor.skipValue(bytes) }
      case 7 where JSONCursor.matches(bytes, key, "success"): success = try cursor.bool(bytes)
      case 5 where JSONCursor.matches(bytes, key, "error") || JSONCursor.matches(bytes, key, "Error"):
        // `{"Error":"Exceeded msg rate"}` is how an over-fast client is told.
        if try cursor.peek(bytes) == 34 { error = try cursor.string(bytes) } else { try cursor.skipValue(bytes) }
      default: try cursor.skipValue(bytes)
      }
    }
    return false
  }

  private static func channel(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Channel {
    switch text.count {
    case 4 where JSONCursor.matches(bytes, text, "book"): .book
    case 5 where JSONCursor.matches(bytes, text, "trade"): .trade
    case 9 where JSONCursor.matches(bytes, text, "heartbeat"): .heartbeat
    case 6 where JSONCursor.matches(bytes, text, "status"): .status
    case 6 where JSONCursor.matches(bytes, text, "ticker"): .ticker
    case 10 where JSONCursor.matches(bytes, text, "instrument"): .instrument
    case 10 where JSONCursor.matches(bytes, text, "executions"): .executions
    case 8 where JSONCursor.matches(bytes, text, "balances"): .balances
    default: .other
    }
  }
}
