public import Domain

/// A named, versioned list of feature columns: what ``FeatureState`` computes and what a model says it was trained on.
///
/// Windows are of event time, (t − W, t]. Only this room makes sets, so a set always has its code.
public struct FeatureSet: Sendable {
  public let name: String
  public let version: Int
  public let columns: [FeatureColumn]
  /// Names and order, with the hash that travels with every vector.
  public let schema: FeatureSchema

  init(name: String, version: Int, columns: [FeatureColumn]) {
    self.name = name
    self.version = version
    self.columns = columns
    schema = FeatureSchema(name: name, version: version, columns: columns.map(\.name))
  }

  /// Every set this program computes.
  public static let all: [FeatureSet] = [standard]

  /// Twenty scale-free columns on mid, book and trades. A change of any meaning here is a new version.
  public static let standard = FeatureSet(
    name: "standard", version: 1,
    columns: [
      FeatureColumn("log_return_1s", "ln(mid / mid 1 s ago); missing until a mid is that old"),
      FeatureColumn("log_return_10s", "ln(mid / mid 10 s ago)"),
      FeatureColumn("log_return_60s", "ln(mid / mid 60 s ago)"),
      FeatureColumn("volatility_10s", "realised volatility of the mid per √s, half-life 10 s of event time; missing for 2.5 s"),
      FeatureColumn("volatility_60s", "realised volatility of the mid per √s, half-life 60 s of event time; missing for 15 s"),
      FeatureColumn("spread_bps", "10⁴ (ask − bid) / mid"),
      FeatureColumn("depth_imbalance_1", "(bid − ask)/(bid + ask) of the quantities at the best level, −1…1"),
      FeatureColumn("depth_imbalance_5", "the same over the best 5 levels; missing when a side has fewer"),
      FeatureColumn("microprice_bps", "10⁴ (microprice − mid) / mid, microprice = (Pb Qa + Pa Qb)/(Qa + Qb)"),
      FeatureColumn("order_flow_imbalance_1s", "Cont–Kukanov–Stoikov Σe over 1 s, divided by the mean depth of the best levels"),
      FeatureColumn("order_flow_imbalance_10s", "the same over 10 s"),
      FeatureColumn("trade_intensity_10s", "trades per second, exponential kernel of 10 s; missing until the first trade"),
      FeatureColumn("trade_intensity_60s", "the same with a kernel of 60 s"),
      FeatureColumn("trade_imbalance_10s", "(buy − sell)/(buy + sell) of the takers' volume over 10 s; missing when nothing traded"),
      FeatureColumn("trade_imbalance_60s", "the same over 60 s"),
      FeatureColumn("vwap_deviation_bps", "10⁴ (mid / VWAP of 60 s − 1); missing when nothing traded"),
      FeatureColumn("rsi_14", "Wilder's RSI over 14 closed 1-second bars of the mid, 0…100; missing while nothing moved"),
      FeatureColumn("macd_bps", "10⁴ MACD(12, 26) / mid on closed 1-second bars of the mid, TA-Lib's seeds"),
      FeatureColumn("macd_signal_bps", "10⁴ signal(9) of that / mid"),
      FeatureColumn("macd_histogram_bps", "macd_bps − macd_signal_bps"),
    ])
}
