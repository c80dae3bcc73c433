public import Domain
import KrakenWire
public import Ports

/// The public market stream as a decision: frames in, calls on the sink and actions out. No socket, no clock, no dice.
///
/// ```text
/// connect → status → subscribe instrument → its snapshot → subscribe book and trade of every wanted pair → frames
/// ```
///
/// The checksum of every book update is verified. On a mismatch the book of that one symbol is invalid at once, is asked for
/// anew (at most three times a minute) and discards updates until its snapshot has come; other symbols do not notice.
/// Instruments keep their numbers over reconnects. Works on a time that is given to it: that of the socket read.
public struct MarketFeed: Sendable {
  /// What one instrument's book needs besides its levels.
  struct Desk: Sendable {
    var book: OrderBook
    var bookSubscription = Subscription()
    var tradeSubscription = Subscription()
    var budget = ResyncBudget(limit: 3, windowSeconds: 60)
    /// Ask for the book again at this time.
    var retryAt: UInt64?
    /// The sink may take the book for valid.
    var isValid = false
  }

  enum Phase: Hashable, Sendable { case disconnected, awaitingStatus, awaitingInstruments, streaming }

  /// Wanted symbols; empty: every pair that the exchange lists.
  public let symbols: [String]
  /// Levels a side that are subscribed.
  public let depth: Int
  public internal(set) var counters = FeedCounters()
  /// Grows whenever ``instruments`` changes.
  public internal(set) var instrumentsGeneration = 0
  /// Index = ``Domain/InstrumentID/index``.
  public var instruments: [Instrument] { decoder.instruments.instruments }

  var decoder = FrameDecoder()
  var desks: [Desk] = []
  var phase = Phase.disconnected
  var lastTime: Timestamp?
  var nextRequestID: Int64 = 1
  /// Channel of the open requests, by request id: a refusal does not name it. Cleared with the connection.
  var channels: [Int64: String] = [:]

  /// The depths that Kraken offers.
  public static let depths = [10, 25, 100, 500, 1000]
  /// Symbols in one subscription request.
  static let symbolsPerRequest = 100

  /// - Parameters:
  ///   - symbols: Kraken's form, `BTC/USD`; empty for every pair the `instrument` channel states.
  ///   - depth: book levels a side: 10, 25, 100, 500 or 1000.
  public init(symbols: [String], depth: Int) {
    precondition(Self.depths.contains(depth), "the exchange offers depths 10, 25, 100, 500 and 1000")
    self.symbols = symbols
    self.depth = depth
  }

  /// A connection stands. What it says first (`status`) starts the subscriptions.
  public mutating func connected() -> [FeedAction] {
    phase = .awaitingStatus
    return []
  }

  /// The connection is gone: every book is invalid until its next snapshot.
  public mutating func disconnected() {
    phase = .disconnected
    channels.removeAll()
    for index in desks.indices {
      desks[index].book.invalidate()
      desks[index].bookSubscription = Subscription()
      desks[index].tradeSubscription = Subscription()
      desks[index].retryAt = nil
      desks[index].isValid = false
    }
  }

  /// Is the instrument's book equal to the exchange's as far as is known?
  public func hasValidBook(_ instrument: InstrumentID) -> Bool { desks[Int(instrument.index)].isValid }

  /// Takes one text frame.
  ///
  /// - Parameters:
  ///   - frame: the frame's bytes.
  ///   - readReturned: monotonic nanoseconds at which the read returned that delivered the frame's last byte.
  ///   - sink: called before this returns, in the frame's order.
  ///   - actions: what to do is appended.
  /// - Complexity: O(length); allocates nothing on `book` and `trade` frames once its buffers have grown.
  public mutating func receive<S: MarketSink>(_ frame: Span<UInt8>, readReturned: UInt64, into sink: S, actions: inout [FeedAction]) {
    counters.frames += 1
    let decoded: Frame
    do {
      decoded = try decoder.decode(frame)
    } catch {
      noteMalformed("\(error)", code: error.code, &actions)
      return
    }
    switch decoded {
    case .book: receiveBook(readReturned, sink, &actions)
    case .trade: receiveTrades(readReturned, sink)
    case .heartbeat: break
    case .status(let status): receiveStatus(status, readReturned, &actions)
    case .instrument(let frame): receiveInstruments(frame, readReturned, sink, &actions)
    case .answer(let answer): receiveAnswer(answer, &actions)
    case .unknown: counters.unknown += 1
    case .ticker, .executions, .balances: counters.unknown += 1  // not asked for on this connection
    }
  }

  /// Lets time pass: answers that are overdue are asked for again, books whose budget was spent get their next try.
  ///
  /// - Parameter now: monotonic nanoseconds.
  public mutating func tick(now: UInt64, actions: inout [FeedAction]) {
    guard phase == .streaming else { return }
    for index in desks.indices {
      if let retryAt = desks[index].retryAt, now >= retryAt {
        desks[index].retryAt = nil
        askForBook(index, now, &actions)
      }
      if desks[index].bookSubscription.isOverdue(at: now) { subscribe("book", [index], now, &actions) }
      if desks[index].tradeSubscription.isOverdue(at: now) { subscribe("trade", [index], now, &actions) }
    }
  }

  mutating func noteMalformed(_ why: String, code: String, _ actions: inout [FeedAction]) {
    counters.malformed += 1
    // A stream of nonsense must not become a stream of log lines: 1st, 2nd, 4th, 8th …
    guard counters.malformed.nonzeroBitCount == 1 else { return }
    actions.append(
      .log(FeedEvent(.warning, "malformed frame left", ["why": why, "code": code, "malformed": "\(counters.malformed)"])))
  }
}
