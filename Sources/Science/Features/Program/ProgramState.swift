/// What changes while a program runs, whole: encoded and decoded it goes on bit for bit.
struct ProgramState: Codable, Sendable {
  var clock = EventClock()
  var bookSeen = false
  var bookValid = false
  /// Bid + ask in price units.
  var doubledMid: Int64?
  var mid = SeriesBanks()
  /// Operators of one series, fed with the prices of trades.
  var prices = SeriesBanks()
  var trades = TradeBanks()
  var book = BookBanks()
  var quoted = QuotedTradeBanks()
  var lanes: [CandleLane] = []
  var slots = SlotValues(count: 0)
  /// Time of the last observation by stream; `Int64.min` for never.
  var seen: [Int64] = []
  /// Streams whose operators have observed something that is not in the slots yet.
  var unwritten: UInt8 = 0
  /// Values that were withheld because they were stale.
  var staleValues: UInt64 = 0

  /// Closes the open candle of a lane; whether there was one.
  mutating func close(_ lane: Int, at now: Int64, scale: DecimalScale) -> Bool {
    lanes[lane].advance(to: now, scale: scale, slots: &slots.values)
  }

  /// Brings the slots of everything but candles to `now`.
  mutating func writeSlots(at now: Int64) {
    func isNew(_ stream: Int) -> Bool { unwritten >> stream & 1 == 1 }
    mid.write(at: now, into: &slots.values, observed: isNew(ProgramPlan.midStream))
    trades.write(at: now, into: &slots.values, observed: isNew(ProgramPlan.tradeStream))
    prices.write(at: now, into: &slots.values, observed: isNew(ProgramPlan.tradeStream))
    book.write(at: now, into: &slots.values, observed: isNew(ProgramPlan.bookStream))
    quoted.write(at: now, into: &slots.values, observed: isNew(ProgramPlan.quotedStream))
    unwritten = 0
  }

  /// Has a decoded state the shape of a compiled one, so that no index in it leads outside?
  func fits(_ other: ProgramState) -> Bool {
    slots.values.count == other.slots.values.count && seen.count == other.seen.count && lanes.count == other.lanes.count
      && zip(lanes, other.lanes).allSatisfy { $0.fits($1) } && mid.layout == other.mid.layout && prices.layout == other.prices.layout
      && trades.layout == other.trades.layout && book.layout == other.book.layout && quoted.layout == other.quoted.layout
  }
}
