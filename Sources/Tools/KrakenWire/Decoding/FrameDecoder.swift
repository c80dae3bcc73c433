import Domain
import JSONBytes

/// Text frames of Kraken's WebSocket v2, from bytes to values.
///
/// Straight over the bytes, without a tree and without floating point. `book` and `trade` frames are decoded into ``book`` and
/// ``trades`` and allocate nothing once these have grown. A frame is decoded whole or refused whole: nothing is half applied.
/// Unknown fields are skipped; keys may come in any order.
///
/// ```swift
/// var decoder = FrameDecoder()
/// decoder.instruments.insert(btcusd)
/// if case .book = try decoder.decode(bytes) { for update in decoder.book.updates { … } }
/// ```
///
/// Source: Kraken WebSocket v2 reference, channels status, instrument, book, trade, ticker, executions, balances.
public struct FrameDecoder: Sendable {
  /// Whose precisions the numbers are read at; frames of other symbols are counted as strangers.
  public var instruments: InstrumentTable
  /// Content of the latest `book` frame.
  public internal(set) var book = BookFrame()
  /// Content of the latest `trade` frame.
  public internal(set) var trades = TradeFrame()

  /// More rows (levels, trades, pairs, reports) than this in one frame is malformed.
  public let maximumRows: Int

  /// - Parameters:
  ///   - instruments: may be filled later.
  ///   - maximumRows: bound of every list in a frame.
  public init(instruments: InstrumentTable = InstrumentTable(), maximumRows: Int = 65_536) {
    precondition(maximumRows > 0, "a frame has rows")
    self.instruments = instruments
    self.maximumRows = maximumRows
  }

  /// Decodes one text frame.
  ///
  /// - Throws: ``FrameError`` when the text is not JSON or not what the protocol says; the buffers then hold nothing of use.
  /// - Complexity: O(length); one pass for frames in Kraken's key order, two for their hot data otherwise.
  public mutating func decode(_ bytes: Span<UInt8>) throws(FrameError) -> Frame {
    do {
      return try frame(bytes)
    } catch let error as FrameError {
      throw error
    } catch let error as JSONError {
      throw .json(error)
    } catch {
      // Everything below throws one of the two; a third would still be a frame that cannot be read.
      throw .invalid(field: "frame", offset: bytes.count)
    }
  }

  private mutating func frame(_ bytes: Span<UInt8>) throws -> Frame {
    var cursor = JSONCursor()
    var first = true
    var envelope = FrameEnvelope()
    try cursor.beginObject(bytes)
    if try envelope.read(bytes, &cursor, first: &first, stopsAtData: true) {
      let isBook = envelope.channel == .book
      let isSnapshot = envelope.isSnapshot == true
      if isBook { try readBook(bytes, &cursor, isSnapshot: isSnapshot) } else { try readTrades(bytes, &cursor, isSnapshot: isSnapshot) }
      _ = try envelope.read(bytes, &cursor, first: &first, stopsAtData: false)
      try cursor.end(bytes)
      return isBook ? .book : .trade
    }
    try cursor.end(bytes)
    guard let channel = envelope.channel else {
      guard envelope.method != nil || envelope.error != nil else { return .unknown(channel: nil) }
      return .answer(try readAnswer(bytes, envelope))
    }
    switch channel {
    case .heartbeat: return .heartbeat
    case .other: return .unknown(channel: try envelope.channelText.map { try JSONCursor.text(bytes, $0) })
    default: break
    }
    guard let start = envelope.data else { throw FrameError.missing(field: "data", offset: bytes.count) }
    var data = JSONCursor(at: start)
    if channel == .status { return .status(try readStatus(bytes, &data)) }
    guard let isSnapshot = envelope.isSnapshot else { throw FrameError.missing(field: "type", offset: bytes.count) }
    switch channel {
    case .book:
      try readBook(bytes, &data, isSnapshot: isSnapshot)
      return .book
    case .trade:
      try readTrades(bytes, &data, isSnapshot: isSnapshot)
      return .trade
    case .instrument: return .instrument(try readInstruments(bytes, &data, isSnapshot: isSnapshot))
    case .ticker: return .ticker(try readTicker(bytes, &data, isSnapshot: isSnapshot))
    case .executions:
      return .executions(try readExecutions(bytes, &data, isSnapshot: isSnapshot, sequence: envelope.sequence))
    case .balances: return .balances(try readBalances(bytes, &data, isSnapshot: isSnapshot, sequence: envelope.sequence))
    case .status, .heartbeat, .other: return .unknown(channel: nil)
    }
  }

  func checkRows(_ count: Int, _ field: String) throws {
    guard count <= maximumRows else { throw FrameError.tooMany(field: field, limit: maximumRows) }
  }
}
