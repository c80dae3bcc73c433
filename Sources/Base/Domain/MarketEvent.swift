/// One event of a market before it is dressed as an exchange's frame: what a generator makes and a recording holds.
public enum MarketEvent: Sendable, Hashable {
  case trade(Trade)
  /// Level changes of the best ten of a book, in the order in which they apply; quantity 0 deletes a level. A level pushed out of the best ten gets no
  /// deletion: the receiver cuts each side after the event, as a client of the exchange does.
  case book(instrument: InstrumentID, time: Timestamp, bids: [BookLevel], asks: [BookLevel])
  /// The whole visible book is this one level a side: a row of recorded quotes.
  case quote(instrument: InstrumentID, time: Timestamp, bid: BookLevel, ask: BookLevel)

  /// The event's own time.
  public var time: Timestamp {
    switch self {
    case .trade(let trade): trade.time
    case .book(_, let time, _, _), .quote(_, let time, _, _): time
    }
  }

  /// The instrument that it is of.
  public var instrument: InstrumentID {
    switch self {
    case .trade(let trade): trade.instrument
    case .book(let instrument, _, _, _), .quote(let instrument, _, _, _): instrument
    }
  }
}
