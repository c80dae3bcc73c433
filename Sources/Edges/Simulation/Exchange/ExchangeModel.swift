public import Domain
import KrakenWire
public import Ports

/// A simulated exchange without a socket: plays a market to sessions in the frames of Kraken's WebSocket v2, and keeps one paper
/// account. Pure: the same calls give the same frames.
///
/// ```text
/// opened/received/closed ──▶ ┌───────────────┐
///                            │ ExchangeModel │ ──▶ ExchangeOutput: (session, frame)…
/// step ──▶ MarketSource ───▶ └───────────────┘
/// ```
///
/// - Every market event becomes at most one frame a session: a trade one `trade` frame, a book change or a recorded quote one
///   `book` frame with the checksum of the displayed book after it.
/// - The private channels and methods need the token; each subscription counts its frames in `sequence`, its first frame being 1.
/// - Faultless.
public struct ExchangeModel<Market: MarketSource> {
  /// Book depths a client may ask for. Ten levels are displayed whatever the depth.
  public static var depths: [Int] { [10, 25, 100, 500, 1000] }
  /// Trades kept an instrument for snapshots.
  public static var rememberedTrades: Int { 50 }

  var market: Market
  public let instruments: [Instrument]
  let token: String
  public internal(set) var account: PaperAccount
  var symbols: [String: Int] = [:]
  var books: [DisplayedBook]
  var lastTrades: [[Trade]]
  var sessions: [Int: ExchangeSession] = [:]
  /// By instrument: sessions that follow its book, with their depth, and its trades.
  var bookListeners: [[(session: Int, depth: Int)]]
  var tradeListeners: [[Int]]
  var accountEvents: [AccountEvent] = []
  private var upcoming: MarketEvent?
  private var failure: Diagnostic?
  /// The exchange's clock: the time of the latest event.
  public internal(set) var now: Timestamp
  /// Market events played.
  public private(set) var eventCount: UInt64 = 0
  private var connections: UInt64 = 0
  private var bidChanges: [BookLevel] = []
  private var askChanges: [BookLevel] = []

  /// - Parameters:
  ///   - market: asked for its first event at once, for its time. An error of it is thrown by the first ``step(into:)``.
  ///   - account: the one account of this exchange.
  ///   - token: what private requests must carry.
  public init(market: Market, account: PaperAccount, token: String) {
    self.market = market
    self.account = account
    self.token = token
    instruments = market.instruments
    books = Array(repeating: DisplayedBook(), count: instruments.count)
    lastTrades = Array(repeating: [], count: instruments.count)
    bookListeners = Array(repeating: [], count: instruments.count)
    tradeListeners = Array(repeating: [], count: instruments.count)
    now = Timestamp(nanoseconds: 0)
    for (index, instrument) in instruments.enumerated() { symbols[instrument.symbol] = index }
    prefetch()
    if let upcoming { now = upcoming.time }
  }

  /// The time of the event that the next ``step(into:)`` plays; `nil` when there is none, at the end or before an error.
  public var nextEventTime: Timestamp? { upcoming?.time }

  /// Does any session follow both book and trades of every instrument it follows? Before that an event played would be missed.
  public var isReadyToPlay: Bool { sessions.values.contains { $0.isReadyToPlay } }

  /// Is this session owed heartbeats?
  public func isSubscribed(_ session: Int) -> Bool { sessions[session]?.isSubscribed ?? false }

  /// A client has connected.
  public mutating func opened(_ session: Int, into out: inout ExchangeOutput) {
    precondition(sessions[session] == nil, "a session is opened once")
    sessions[session] = ExchangeSession(instruments: instruments.count)
    connections += 1
    out.send(to: session) { FrameWriter.status(connectionID: 18_266_300_427_528_990_700 + connections, to: &$0) }
  }

  /// A client has gone.
  public mutating func closed(_ session: Int) {
    sessions[session] = nil
    for index in instruments.indices {
      bookListeners[index].removeAll { $0.session == session }
      tradeListeners[index].removeAll { $0 == session }
    }
  }

  /// The frame of a quiet second.
  public func heartbeat(to session: Int, into out: inout ExchangeOutput) {
    out.send(to: session) { FrameWriter.heartbeat(to: &$0) }
  }

  /// Plays the next event of the market to all who follow it.
  ///
  /// - Returns: its time, `nil` when the market has ended.
  /// - Throws: the market's error, after all events before it.
  public mutating func step(into out: inout ExchangeOutput) throws(Diagnostic) -> Timestamp? {
    if let failure { throw failure }
    guard let event = upcoming else { return nil }
    prefetch()
    eventCount += 1
    now = max(now, event.time)
    switch event {
    case .trade(let trade): play(trade, into: &out)
    case .book(let instrument, let time, let bids, let asks):
      let index = Int(instrument.index)
      books[index].apply(bids: bids, asks: asks)
      send(index, bids: bids, asks: asks, time: time, into: &out)
      accountSeesBook(index, time, into: &out)
    case .quote(let instrument, let time, let bid, let ask):
      let index = Int(instrument.index)
      Self.replace(books[index].bids, with: bid, &bidChanges)
      Self.replace(books[index].asks, with: ask, &askChanges)
      books[index].show(bid: bid, ask: ask)
      send(index, bids: bidChanges, asks: askChanges, time: time, into: &out)
      accountSeesBook(index, time, into: &out)
    }
    return event.time
  }

  private mutating func prefetch() {
    do {
      upcoming = try market.next()
    } catch {
      upcoming = nil
      failure = error
    }
  }

  private mutating func play(_ trade: Trade, into out: inout ExchangeOutput) {
    let index = Int(trade.instrument.index)
    if lastTrades[index].count >= Self.rememberedTrades * 2 { lastTrades[index].removeFirst(Self.rememberedTrades) }
    lastTrades[index].append(trade)
    if !tradeListeners[index].isEmpty {
      let start = out.bytes.count
      FrameWriter.trade(trade, instruments[index], to: &out.bytes)
      let frame = start..<out.bytes.count
      for session in tradeListeners[index] { out.sends.append(ExchangeOutput.Send(session: session, frame: frame)) }
    }
    account.traded(trade, of: instruments[index], events: &accountEvents)
    if !accountEvents.isEmpty { sendAccountEvents(into: &out) }
  }

  /// The old level deleted when the price moved, then the new one.
  private static func replace(_ old: [BookLevel], with new: BookLevel, _ changes: inout [BookLevel]) {
    changes.removeAll(keepingCapacity: true)
    for level in old where level.price != new.price || new.quantity == .zero {
      changes.append(BookLevel(price: level.price, quantity: .zero))
    }
    if new.quantity > .zero { changes.append(new) }
  }

  /// One update for every session that follows the book: written once for those at depth 10, and once with the deletions of the
  /// levels that fell out of the display for those that keep more and would not cut them off themselves.
  private func send(_ index: Int, bids: [BookLevel], asks: [BookLevel], time: Timestamp, into out: inout ExchangeOutput) {
    guard !bookListeners[index].isEmpty else { return }
    let book = books[index]
    let checksum = BookChecksum.value(bids: book.bids, asks: book.asks)
    var shallow: Range<Int>?
    var deep: Range<Int>?
    for listener in bookListeners[index] {
      let isShallow = listener.depth <= DisplayedBook.depth || (book.displacedBids.isEmpty && book.displacedAsks.isEmpty)
      if isShallow, shallow == nil {
        let start = out.bytes.count
        FrameWriter.book(.update, instruments[index], bids: bids, asks: asks, checksum: checksum, time: time, to: &out.bytes)
        shallow = start..<out.bytes.count
      } else if !isShallow, deep == nil {
        let start = out.bytes.count
        let gone = { (level: BookLevel) in BookLevel(price: level.price, quantity: .zero) }
        FrameWriter.book(
          .update, instruments[index], bids: bids + book.displacedBids.map(gone), asks: asks + book.displacedAsks.map(gone),
          checksum: checksum, time: time, to: &out.bytes)
        deep = start..<out.bytes.count
      }
      if let frame = isShallow ? shallow : deep { out.sends.append(ExchangeOutput.Send(session: listener.session, frame: frame)) }
    }
  }

  private mutating func accountSeesBook(_ index: Int, _ time: Timestamp, into out: inout ExchangeOutput) {
    account.bookChanged(index, books[index], of: instruments[index], at: time, events: &accountEvents)
    if !accountEvents.isEmpty { sendAccountEvents(into: &out) }
  }
}

extension ExchangeModel: Sendable where Market: Sendable {}
