/// How large the distance of two candles is in intervals.
public enum CandleGap: String, CaseIterable, Hashable, Sendable, Codable {
  /// At most 1.
  case none
  /// Below 2: a candle off the grid.
  case minor
  /// Below 5.
  case major
  /// 5 and more.
  case critical

  /// The class of a ratio.
  init(ratio: Double) { self = ratio <= 1 ? .none : ratio < 2 ? .minor : ratio < 5 ? .major : .critical }
}
