public import Domain

/// The features of one instrument, kept up to date event by event: the same code live and in batch.
///
/// ```swift
/// var state = FeatureState(set: .standard, instrument: instrument, id: id)
/// state.update(trade: trade)
/// state.update(book: top)
/// state.write(into: &vector)
/// ```
///
/// - **Mid**: (bid + ask)/2; of an instrument whose book was never seen, the last trade. The first book restarts what was computed on trades as mids.
/// - **Empty or crossed book**: mid and every column that needs it or the book are missing until the next valid book; trade columns go on. Locked is valid.
/// - **Clock**: an event at most ``tolerance`` before the latest one is taken at the latest time (two channels of a feed overtake each other); an older one
///   is no observation and counted in ``lateEvents``. After ``restartAfter`` of those in a row the late clock is believed and the state starts anew
///   (``restarts``), so one event from the future cannot silence an instrument.
/// - **Not an observation**, counted in ``refusedEvents``: a price or quantity that is not positive or beyond 2⁵⁰ and 2⁶⁰ units.
///
/// - Complexity: O(1) amortised an event, no allocation but at `init` and restarts. Sendable, no reference inside but its own buffers.
public struct FeatureState: Sendable {
  /// Nanoseconds an event may lag behind the latest and still be taken.
  public static let tolerance: Int64 = 5_000_000_000
  /// Late events in a row after which their clock is believed.
  public static let restartAfter = 64

  public let set: FeatureSet
  public let instrument: Instrument
  public let id: InstrumentID
  /// Bid + ask of the last valid book, or twice the last trade where no book was ever seen; in price units.
  public internal(set) var doubledMid: Int64?
  /// Events that were too late to be observations.
  public internal(set) var lateEvents: UInt64 = 0
  /// Events whose numbers were none a market can have.
  public internal(set) var refusedEvents: UInt64 = 0
  /// Times the state began anew because the clock had stepped back.
  public internal(set) var restarts: UInt64 = 0

  var now: Int64?
  var lateInARow = 0
  var bookSeen = false
  var bookValid = false
  var spread = 0.0
  var imbalance1: Double?
  var imbalance5: Double?
  var microprice: Double?

  var return1 = MidReturn(horizon: 1_000_000_000)
  var return10 = MidReturn(horizon: 10_000_000_000)
  var return60 = MidReturn(horizon: 60_000_000_000, capacity: 4096)
  var volatility10 = RealisedVolatility(halfLife: 10_000_000_000)
  var volatility60 = RealisedVolatility(halfLife: 60_000_000_000)
  var flow1 = OrderFlowImbalance(window: 1_000_000_000)
  var flow10 = OrderFlowImbalance(window: 10_000_000_000)
  var intensity10 = TradeIntensity(tau: 10_000_000_000)
  var intensity60 = TradeIntensity(tau: 60_000_000_000)
  var trades10 = TradeImbalance(window: 10_000_000_000)
  var trades60 = TradeImbalance(window: 60_000_000_000, capacity: 4096)
  var vwap60 = VWAPDeviation(window: 60_000_000_000, capacity: 4096)
  var bars = BarCloses(length: 1_000_000_000)
  var strength = RelativeStrengthIndex(period: 14)
  var convergence = MACD(fast: 12, slow: 26, signal: 9)

  public init(set: FeatureSet, instrument: Instrument, id: InstrumentID) {
    self.set = set
    self.instrument = instrument
    self.id = id
  }

  /// Observes a trade.
  public mutating func update(trade: Trade) {
    guard Self.isSane(trade.price, trade.quantity) else {
      refusedEvents += 1
      return
    }
    guard let now = admit(trade.time.nanoseconds) else { return }
    intensity10.update(at: now)
    intensity60.update(at: now)
    trades10.update(quantity: trade.quantity, side: trade.side, at: now)
    trades60.update(quantity: trade.quantity, side: trade.side, at: now)
    vwap60.update(price: trade.price, quantity: trade.quantity, at: now)
    if !bookSeen { observe(doubledMid: 2 * trade.price.units, at: now) }
  }

  /// Observes the book after a change.
  public mutating func update(book: borrowing BookTop) {
    guard let now = admit(book.time.nanoseconds) else { return }
    if !bookSeen {
      bookSeen = true
      restartMid()
    }
    guard book.bidCount > 0, book.askCount > 0 else { return invalidateBook() }
    let bid = book.bid(0)
    let ask = book.ask(0)
    guard Self.isSane(bid.price, bid.quantity), Self.isSane(ask.price, ask.quantity) else {
      refusedEvents += 1
      return invalidateBook()
    }
    guard bid.price <= ask.price else { return invalidateBook() }
    bookValid = true
    spread = BookShape.spread(book)
    imbalance1 = BookShape.imbalance(book, levels: 1)
    imbalance5 = BookShape.imbalance(book, levels: 5)
    microprice = BookShape.micropriceDeviation(book)
    flow1.update(bid: bid, ask: ask, at: now)
    flow10.update(bid: bid, ask: ask, at: now)
    observe(doubledMid: bid.price.units + ask.price.units, at: now)
  }

  /// The book is not to be trusted (a checksum failed, a gap in the feed): its columns and the mid are missing until the next one.
  public mutating func invalidateBook() {
    bookValid = false
    if bookSeen { doubledMid = nil }
  }
}
