public import Domain
import Tables

/// Writes market events as a CSV file that ``RecordingReader`` reads back.
///
/// - ``Form/events`` keeps everything: a row `instrument` a market (its increment as price, its smallest order as quantity; their digits behind the point are its
///   decimals), then one row a trade and one row a changed level. Rows of one event share a `message` number, so that a book is never seen half changed.
///   It reads back to the same instruments and the same events, bit for bit: what training needs for the depth of a book.
///
///   ```text
///   message,ts_ns,symbol,kind,side,price,quantity,trade_id
///   0,0,BTC/USD,instrument,,0.1,0.00010000,
///   1,1767225600000000000,BTC/USD,book,bid,45283.5,0.10000000,
///   1,1767225600000000000,BTC/USD,book,ask,45285.2,0.00100000,
///   2,1767225600001000000,BTC/USD,trade,buy,45285.2,0.00050000,4119
///   ```
/// - ``Form/trades`` and ``Form/quotes`` are the recordings' plain forms; events of another kind are skipped and counted in ``skipped``. A quote is written from
///   a quote event only. Times read back cut to µs, decimals without trailing zeros.
public struct MarketCSVWriter {
  /// The forms that can be written.
  public enum Form: Sendable { case events, trades, quotes }

  public let form: Form
  /// Events that the form has no row for.
  public private(set) var skipped: UInt64 = 0
  private let instruments: [Instrument]
  private let writer: CSVWriter
  private var message: Int64 = 0

  /// Creates the file, or empties it.
  public init(path: String, form: Form, instruments: [Instrument]) throws(Diagnostic) {
    self.form = form
    self.instruments = instruments
    switch form {
    case .events:
      writer = try CSVWriter(path: path, header: ["message", "ts_ns", "symbol", "kind", "side", "price", "quantity", "trade_id"])
      for instrument in instruments {
        try writer.row { row in
          row.integer(0)
          row.integer(0)
          row.text(instrument.symbol)
          row.text("instrument")
          row.empty()
          row.decimal(instrument.priceIncrement.units, scale: instrument.priceDecimals)
          row.decimal(instrument.minimumQuantity.units, scale: instrument.quantityDecimals)
          row.empty()
        }
      }
    case .trades:
      writer = try CSVWriter(
        path: path, header: ["ts_recv_ns", "ts_exch_ms", "venue", "symbol", "trade_id", "price", "qty", "taker_side"])
    case .quotes:
      writer = try CSVWriter(
        path: path, header: ["ts_recv_ns", "ts_exch_ms", "venue", "symbol", "update_id", "bid", "bid_qty", "ask", "ask_qty"])
    }
  }

  /// Writes an event.
  ///
  /// - Precondition: its instrument is one of those given.
  public mutating func write(_ event: MarketEvent) throws(Diagnostic) {
    switch (form, event) {
    case (.events, .trade(let trade)):
      message += 1
      try row(trade.time, trade.instrument, "trade", trade.side.text, trade.price, trade.quantity, id: trade.id)
    case (.events, .book(let id, let time, let bids, let asks)):
      message += 1
      for level in bids { try row(time, id, "book", "bid", level.price, level.quantity) }
      for level in asks { try row(time, id, "book", "ask", level.price, level.quantity) }
      if bids.isEmpty, asks.isEmpty { try row(time, id, "book", "", nil, nil) }
    case (.events, .quote(let id, let time, let bid, let ask)):
      message += 1
      try row(time, id, "quote", "bid", bid.price, bid.quantity)
      try row(time, id, "quote", "ask", ask.price, ask.quantity)
    case (.trades, .trade(let trade)):
      let (instrument, symbol, venue) = market(trade.instrument)
      try writer.row { row in
        row.integer(trade.time.nanoseconds)
        row.empty()
        row.text(venue)
        row.text(symbol)
        row.integer(trade.id)
        row.decimal(trade.price.units, scale: instrument.priceDecimals)
        row.decimal(trade.quantity.units, scale: instrument.quantityDecimals)
        row.text(trade.side.text)
      }
    case (.quotes, .quote(let id, let time, let bid, let ask)):
      let (instrument, symbol, venue) = market(id)
      try writer.row { row in
        row.integer(time.nanoseconds)
        row.empty()
        row.text(venue)
        row.text(symbol)
        row.empty()
        for level in [bid, ask] {
          row.decimal(level.price.units, scale: instrument.priceDecimals)
          row.decimal(level.quantity.units, scale: instrument.quantityDecimals)
        }
      }
    default: skipped += 1
    }
  }

  /// Bytes given so far.
  public var bytesWritten: Int64 { writer.bytesWritten }

  /// Writes what is buffered and closes the file.
  public func finish() throws(Diagnostic) { try writer.finish() }

  private func row(
    _ time: Timestamp, _ id: InstrumentID, _ kind: String, _ side: String, _ price: Price?, _ quantity: Quantity?, id tradeID: Int64? = nil
  ) throws(Diagnostic) {
    let instrument = instruments[Int(id.index)]
    let message = message
    try writer.row { row in
      row.integer(message)
      row.integer(time.nanoseconds)
      row.text(instrument.symbol)
      row.text(kind)
      row.text(side)
      if let price { row.decimal(price.units, scale: instrument.priceDecimals) } else { row.empty() }
      if let quantity { row.decimal(quantity.units, scale: instrument.quantityDecimals) } else { row.empty() }
      if let tradeID { row.integer(tradeID) } else { row.empty() }
    }
  }

  /// An instrument with its name split as the plain forms write it: `BTC/USDT:binance-usdm` is BTC/USDT on binance-usdm.
  private func market(_ id: InstrumentID) -> (instrument: Instrument, symbol: String, venue: String) {
    let instrument = instruments[Int(id.index)]
    let parts = instrument.symbol.split(separator: ":", maxSplits: 1).map(String.init)
    return (instrument, parts[0], parts.count == 2 ? parts[1] : "spot")
  }
}
