public import Domain

/// The features of one instrument, kept up to date event by event: the same code live, in replay and in batch.
///
/// ```swift
/// var program = try FeatureProgram(set: set, instrument: instrument, id: id)
/// program.update(trade: trade)
/// program.update(book: top)
/// program.write(into: &vector)
/// ```
///
/// - **Mid**: (bid + ask)/2; of an instrument whose book was never seen, the last trade. The first book restarts what was computed on trades as mids.
/// - **Empty or crossed book**: mid and every column of the book, of mids or relative to the mid are missing until the next valid book; trades and closed
///   candles go on. Locked is valid.
/// - **Clock**: an event at most ``tolerance`` before the latest one is taken at the latest time; an older one is no observation and counted in
///   ``lateEvents``. After ``restartAfter`` of those in a row the late clock is believed and everything starts anew (``restarts``).
/// - **Not an observation**, counted in ``refusedEvents``: a price or quantity that is not positive or beyond 2⁵⁰ and 2⁶⁰ units, a time beyond ±146 years.
/// - **Stale**: a column whose input was last observed longer ago than its definition's `max_age` is in ``stale``, its value is withheld (missing) and counted
///   in ``staleValues``. What is computed on quotes and trades speaks of trades, so there a trade counts as the observation. Withheld, because a consumer
///   that reads only values must not take an old number for a new one.
/// - **Candles** are cut once for each interval and source. Their columns change only when a candle closes.
///
/// - Complexity: O(1) to O(log window) amortised an operator whose input changed; no allocation but at `init` and restarts.
public struct FeatureProgram: Sendable {
  /// Nanoseconds an event may lag behind the latest and still be taken.
  public static let tolerance = EventClock.tolerance
  /// Late events in a row after which their clock is believed.
  public static let restartAfter = EventClock.restartAfter

  public let set: FeatureSet
  public let instrument: Instrument
  public let id: InstrumentID
  /// Columns that the newest ``write(into:)`` withheld because they were stale.
  public internal(set) var stale = FeatureMask()

  let wanted: Set<Int>
  let plan: ProgramPlan
  let scale: DecimalScale
  var state: ProgramState
  /// Current number of every column, NaN where it has none; those of candles change only at a close.
  var columns: [Double]

  /// A program that has seen nothing.
  ///
  /// - Throws: `features.instrument` when a definition asks for what this market's decimals do not have.
  public init(set: FeatureSet, instrument: Instrument, id: InstrumentID) throws(Diagnostic) {
    try self.init(set: set, instrument: instrument, id: id, columns: Set(set.columns.indices))
  }

  /// A program of some of the set's columns, by index: its vectors are whole, the other columns missing.
  ///
  /// - Throws: as the other initialiser.
  public init(set: FeatureSet, instrument: Instrument, id: InstrumentID, columns wanted: Set<Int>) throws(Diagnostic) {
    let compiled = try ProgramCompiler(set, instrument: instrument, columns: wanted)
    self.set = set
    self.instrument = instrument
    self.id = id
    self.wanted = wanted
    plan = compiled.plan
    state = compiled.state
    scale = DecimalScale(priceDecimals: instrument.priceDecimals, quantityDecimals: instrument.quantityDecimals)
    columns = Array(repeating: .nan, count: set.columns.count)
  }

  /// Bid + ask of the last valid book, or twice the last trade where no book was ever seen; in price units.
  public var doubledMid: Int64? { state.doubledMid }
  /// Events that were too late to be observations.
  public var lateEvents: UInt64 { state.clock.late }
  /// Events whose numbers were none a market can have.
  public var refusedEvents: UInt64 { state.clock.refused }
  /// Times the state began anew because the clock had stepped back.
  public var restarts: UInt64 { state.clock.restarts }
  /// Values withheld so far because they were stale, one for each column and write.
  public var staleValues: UInt64 { state.staleValues }
  /// Operators at work: columns that differ only in output or form share one.
  public var operators: Int { plan.operators }

  /// Observes a trade.
  public mutating func update(trade: Trade) {
    guard Self.isSane(trade.price, trade.quantity) else {
      state.clock.refused += 1
      return
    }
    guard let now = admit(trade.time.nanoseconds) else { return }
    let point = TradePoint(time: now, price: trade.price.units, quantity: trade.quantity.units, side: trade.side)
    state.trades.update(point)
    state.quoted.update(.trade(point))
    state.prices.update(SeriesPoint(time: now, value: scale.price(point.price)))
    state.seen[ProgramPlan.tradeStream] = now
    state.seen[ProgramPlan.quotedStream] = now
    state.unwritten |= 1 << ProgramPlan.tradeStream | 1 << ProgramPlan.quotedStream
    for index in state.lanes.indices where state.lanes[index].source == .trades {
      state.lanes[index].observe(point)
    }
    if !state.bookSeen { observe(doubledMid: 2 * point.price, at: now) }
  }

  /// Observes the book after a change.
  public mutating func update(book: borrowing BookTop) {
    guard let now = admit(book.time.nanoseconds) else { return }
    if !state.bookSeen {
      state.bookSeen = true
      restartMid()
    }
    guard book.bidCount > 0, book.askCount > 0 else { return invalidateBook(at: now) }
    let bid = book.bid(0)
    let ask = book.ask(0)
    guard Self.isSane(bid.price, bid.quantity), Self.isSane(ask.price, ask.quantity) else {
      state.clock.refused += 1
      return invalidateBook(at: now)
    }
    guard bid.price <= ask.price else { return invalidateBook(at: now) }
    state.bookValid = true
    if book.time.nanoseconds == now {
      state.book.update(book)
    } else {
      // Taken at the latest time: the operators see that time too.
      var moved = copy book
      moved.time = Timestamp(nanoseconds: now)
      state.book.update(moved)
    }
    state.quoted.update(.quote(time: now, bid: bid.price.units, ask: ask.price.units))
    state.seen[ProgramPlan.bookStream] = now
    state.unwritten |= 1 << ProgramPlan.bookStream | 1 << ProgramPlan.quotedStream
    observe(doubledMid: bid.price.units + ask.price.units, at: now)
  }

  /// The book is not to be trusted (a checksum failed, a gap in the feed): its columns and the mid are missing until the next one.
  public mutating func invalidateBook() { invalidateBook(at: state.clock.now) }

  private mutating func invalidateBook(at now: Int64?) {
    state.bookValid = false
    guard state.bookSeen else { return }
    state.doubledMid = nil
    guard let now else { return }
    state.quoted.update(.quote(time: now, bid: nil, ask: nil))
    state.unwritten |= 1 << ProgramPlan.quotedStream
  }
}
