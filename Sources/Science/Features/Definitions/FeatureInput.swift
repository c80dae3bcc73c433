/// What a feature is computed on.
public enum FeatureInput: Hashable, Sendable {
  /// The mid after each valid book (of each trade, where an instrument has no book).
  case mid
  /// Trades; for an operator of one series, their prices.
  case trades
  /// Valid books, best ten levels a side.
  case book
  /// Best prices and trades in order of arrival.
  case quotesAndTrades
  /// Closed candles. `field` feeds an operator of one series, `field` and `against` one of two.
  case candles(interval: Int64, of: CandleSource, field: CandleField, against: CandleField)

  /// The words a definition may use, with the names of the original registry that map cleanly.
  static let words: [String: Kind] = [
    "mid": .mid, "trades": .trades, "book": .book, "quotes_and_trades": .quotesAndTrades, "candles": .candles,
    "close_series": .candles, "ohlcv_df": .candles, "l2_book_series": .book, "trades_and_bar_starts": .trades,
  ]

  /// The kinds of input, without their particulars.
  enum Kind { case mid, trades, book, quotesAndTrades, candles }

  /// Longest age of the last observation at which an output still counts, unless a definition says otherwise.
  ///
  /// 60 s for what the market sends (the SRS's staleness); candles are at least an interval old when the next one closes, so two intervals, 60 s at least.
  public var defaultMaximumAge: Int64 {
    let minute: Int64 = 60_000_000_000
    if case .candles(let interval, _, _, _) = self { return max(minute, 2 * interval) }
    return minute
  }

  /// The same in one line, for digests and lists: `candles 1000000000 ns of mid, close`.
  public var text: String {
    switch self {
    case .mid: "mid"
    case .trades: "trades"
    case .book: "book"
    case .quotesAndTrades: "quotes_and_trades"
    case .candles(let interval, let source, let field, let against):
      "candles \(interval) ns of \(source.rawValue), \(field.rawValue) against \(against.rawValue)"
    }
  }
}

extension FeatureInput {
  /// The word for it in a definition.
  var word: String {
    switch self {
    case .mid: "mid"
    case .trades: "trades"
    case .book: "book"
    case .quotesAndTrades: "quotes_and_trades"
    case .candles: "candles"
    }
  }
}
