import Domain
import Features
import Testing

@Suite("Feature set") struct FeatureSetTests {
  @Test("the standard set's text is pinned: a change of it is a new version") func pinned() {
    let schema = FeatureSet.standard.schema
    #expect(schema.name == "standard" && schema.version == 1)
    #expect(
      schema.columns.joined(separator: " ")
        == "log_return_1s log_return_10s log_return_60s volatility_10s volatility_60s spread_bps depth_imbalance_1 depth_imbalance_5 microprice_bps "
        + "order_flow_imbalance_1s order_flow_imbalance_10s trade_intensity_10s trade_intensity_60s trade_imbalance_10s trade_imbalance_60s "
        + "vwap_deviation_bps rsi_14 macd_bps macd_signal_bps macd_histogram_bps")
    #expect(schema.hashText == "46c9939e44d71580")
  }

  @Test("the hash is FNV-1a of name, version and columns, each ended by a zero byte") func hash() {
    for set in FeatureSet.all {
      var bytes: [UInt8] = []
      for text in [set.name, String(set.version)] + set.columns.map(\.name) { bytes += Array(text.utf8) + [0] }
      var hash: UInt64 = 14_695_981_039_346_656_037
      for byte in bytes {
        hash ^= UInt64(byte)
        hash = hash &* 1_099_511_628_211
      }
      #expect(set.schema.hash == hash)
    }
  }

  @Test("every column says what it means, once") func definitions() {
    for set in FeatureSet.all {
      #expect(set.columns.allSatisfy { $0.definition.count > 10 })
      #expect(Set(set.columns.map(\.definition)).count == set.columns.count || set.columns.contains { $0.definition.hasPrefix("the same") })
    }
    #expect(Set(FeatureSet.all.map { "\($0.name) \($0.version)" }).count == FeatureSet.all.count)
  }
}
