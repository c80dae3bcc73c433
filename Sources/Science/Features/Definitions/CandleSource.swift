/// What candles are cut from.
public enum CandleSource: String, Hashable, Sendable, Codable, CaseIterable {
  /// Trades: prices and volume. A bucket without a trade is no candle.
  case trades
  /// Mids: no volume (missing). A bucket without a valid mid is no candle.
  case mid
}
