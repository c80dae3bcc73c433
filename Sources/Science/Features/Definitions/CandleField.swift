/// Which number of a candle a series is made of.
public enum CandleField: String, Hashable, Sendable, Codable, CaseIterable {
  case open, high, low, close, volume
  /// (high + low + close)/3.
  case typical

  /// The field's number; NaN where the candle has none.
  @inline(__always) func value(of bar: Bar) -> Double {
    switch self {
    case .open: bar.open
    case .high: bar.high
    case .low: bar.low
    case .close: bar.close
    case .volume: bar.volume
    case .typical: (bar.high + bar.low + bar.close) / 3
    }
  }
}
