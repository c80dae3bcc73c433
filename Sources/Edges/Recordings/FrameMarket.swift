public import Domain
import KrakenWire
public import Ports

/// Recorded Kraken v2 frames, one a line, played as a market.
///
/// ```text
/// {"channel":"book","type":"update","data":[…]}                          a frame alone
/// 1723161600001658384 {"channel":"trade","type":"update","data":[…]}     behind its receive time, ns
/// ```
///
/// Every book entry of a frame becomes one event (the change of the ten best levels, empty when it lies deeper), every trade of a
/// `trade` update one; trade snapshots are history and not played, and neither is any other channel. A book kept at the recording's own
/// depth stands behind the ten levels. Changes before a market's first snapshot are dropped, as a client drops them.
///
/// Time: the receive time, else the frame's own, else that of the frame before; cut to µs.
///
/// Opening reads the file twice, once for the markets and their decimals, once to check every line. Memory: one line and the books.
public struct FrameMarket: MarketSource {
  public let path: String
  public let instruments: [Instrument]
  /// Events the file holds, counted when it was opened.
  public private(set) var count = 0
  private var frames: FrameReader
  private var decoder: FrameDecoder
  private var books: [OrderBook]
  private var shown: [(bids: [BookLevel], asks: [BookLevel])]
  private var ready: [MarketEvent] = []
  private var played = 0
  private var time: Timestamp

  /// Opens a recording and checks all of it.
  ///
  /// - Throws: `recording.*` with exit code 65, naming file and line.
  public init(path: String) throws(Diagnostic) {
    var survey = FrameSurvey()
    var lines = try FrameReader(path: path)
    while try lines.next() {
      do {
        let (current, received) = (lines, lines.received)
        try current.withFrame { (bytes: Span<UInt8>) throws(FrameError) in try survey.take(bytes, received: received) }
      } catch {
        throw Self.broken(path, lines.line, error)
      }
    }
    var table = InstrumentTable(maximumCount: RecordingReader.maximumInstruments)
    for market in survey.markets {
      guard let instrument = market.instrument else {
        throw Diagnostic(
          code: "recording.precision", exitCode: .badData,
          message: "\(path): \(market.symbol) is no BASE/QUOTE with numbers of at most twelve decimals", hint: "is this a recording of Kraken v2 frames?")
      }
      guard table.insert(instrument) != nil else {
        throw Diagnostic(
          code: "recording.instruments", exitCode: .badData, message: "\(path): more than \(RecordingReader.maximumInstruments) markets",
          hint: "split the recording by market")
      }
    }
    self.path = path
    instruments = table.instruments
    frames = try FrameReader(path: path)
    decoder = FrameDecoder(instruments: table)
    books = survey.markets.enumerated().map { OrderBook(instrument: InstrumentID($0.offset), depth: $0.element.depth) }
    shown = Array(repeating: ([], []), count: books.count)
    time = (survey.firstTime ?? Timestamp(nanoseconds: 0)).cutToMicroseconds
    var rehearsal = self
    while try rehearsal.next() != nil { count += 1 }
    guard count > 0 else {
      throw Diagnostic(
        code: "recording.no_rows", exitCode: .badData, message: "\(path): no frame of a book or of trades",
        hint: "record the channels book and trade; updates without a snapshot before them say nothing")
    }
  }

  public mutating func next() throws(Diagnostic) -> MarketEvent? {
    while played >= ready.count {
      ready.removeAll(keepingCapacity: true)
      played = 0
      guard try frames.next() else { return nil }
      let current = frames
      let frame: Frame
      do {
        frame = try current.withFrame { (bytes: Span<UInt8>) throws(FrameError) in try decoder.decode(bytes) }
      } catch {
        throw Self.broken(path, frames.line, error)
      }
      switch frame {
      case .book: takeBooks()
      case .trade where !decoder.trades.isSnapshot: takeTrades()
      default: break
      }
    }
    defer { played += 1 }
    return ready[played]
  }

  private mutating func takeTrades() {
    for var trade in decoder.trades.trades {
      time = (frames.received ?? trade.time).cutToMicroseconds
      trade.time = time
      ready.append(.trade(trade))
    }
  }

  private mutating func takeBooks() {
    for update in decoder.book.updates {
      let index = Int(update.instrument.index)
      guard books[index].apply(update, of: decoder.book) else { continue }
      time = (frames.received ?? update.time ?? time).cutToMicroseconds
      let bids = Self.change(from: &shown[index].bids, to: books[index].bids)
      let asks = Self.change(from: &shown[index].asks, to: books[index].asks)
      ready.append(.book(instrument: update.instrument, time: time, bids: bids, asks: asks))
    }
  }

  /// What turns one display of ten levels into the next: levels gone first, then levels new or changed.
  private static func change(from shown: inout [BookLevel], to levels: [BookLevel]) -> [BookLevel] {
    let now = Array(levels.prefix(BookTop.depth))
    guard now != shown else { return [] }
    var changes: [BookLevel] = []
    for level in shown where !now.contains(where: { $0.price == level.price }) { changes.append(BookLevel(price: level.price, quantity: .zero)) }
    for level in now where !shown.contains(level) { changes.append(level) }
    shown = now
    return changes
  }

  private static func broken(_ path: String, _ line: Int, _ error: FrameError) -> Diagnostic {
    Diagnostic(
      code: "recording.broken_line", exitCode: .badData, message: "\(path):\(line): the line is no frame of Kraken's v2: \(error)",
      hint: "mend or remove the line")
  }
}
