/// In which form an output enters a column: as it is, or relative to the price, so that it means the same at every price level.
///
/// The price is the close of the newest candle for features of candles, else the mid of the moment; without one the column is missing.
public enum FeatureForm: String, Hashable, Sendable, Codable, CaseIterable {
  /// The operator's own number.
  case raw
  /// 10⁴ v / price: for differences and deviations in price units (MACD, ATR, momentum).
  case basisPoints = "bps"
  /// 10⁴ (price − v) / v: how far the price lies from an average or a level (SMA, VWAP, Bollinger bands).
  case distance = "distance_bps"

  /// The number in this form. NaN stays NaN.
  @inline(__always) func value(_ value: Double, price: Double) -> Double {
    switch self {
    case .raw: value
    case .basisPoints: 10_000 * value / price
    case .distance: 10_000 * (price - value) / value
    }
  }
}
