import Domain
import Tables

extension RecordingReader {
  /// The next event of the `events` form: all rows of one message.
  mutating func nextOfEvents() throws(Diagnostic) -> MarketEvent? {
    if !isPending {
      repeat {
        guard try rows.next() else { return nil }
      } while rows.equals(columns.kind, RecordingSurvey.instrumentWord)
    }
    isPending = false
    let index = try market()
    let instrument = instruments[index]
    let time = try time()
    let message = rows.integer(columns.message)
    if rows.equals(columns.kind, RecordingSurvey.tradeWord) {
      guard let side = side() else { throw changed(columns.side ?? 0) }
      return .trade(
        Trade(
          instrument: InstrumentID(index), time: time, id: columns.id.flatMap { rows.integer($0) } ?? 0,
          price: try price(columns.price, instrument), quantity: try quantity(columns.quantity, instrument), side: side))
    }
    let isQuote = rows.equals(columns.kind, RecordingSurvey.quoteWord)
    var bids: [BookLevel] = []
    var asks: [BookLevel] = []
    repeat {
      if !rows.isEmpty(columns.side ?? 0) {
        let level = BookLevel(price: try price(columns.price, instrument), quantity: try quantity(columns.quantity, instrument))
        if rows.equals(columns.side ?? 0, RecordingSurvey.bidWord) { bids.append(level) } else { asks.append(level) }
        guard bids.count + asks.count <= Self.maximumLevels else {
          throw rows.diagnostic("recording.levels", "an event of more than \(Self.maximumLevels) levels", hint: "split the message")
        }
      }
      guard try rows.next() else { break }
      isPending = rows.integer(columns.message) != message
    } while !isPending
    if isQuote {
      guard let bid = bids.first, let ask = asks.first else { throw changed(columns.side ?? 0) }
      return .quote(instrument: InstrumentID(index), time: time, bid: bid, ask: ask)
    }
    return .book(instrument: InstrumentID(index), time: time, bids: bids, asks: asks)
  }
}
