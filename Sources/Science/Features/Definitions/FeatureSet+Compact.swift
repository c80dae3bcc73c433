extension FeatureSet {
  /// Twelve scale-free columns built into the program: what there is where no file of definitions can be read.
  ///
  /// Returns and variation of the mid, spread, depth, microprice and flow of the book, rate and side of trades, RSI of one-second candles.
  public static let compact: FeatureSet = {
    let second: Int64 = 1_000_000_000
    func definition(
      _ key: String, _ calculator: String, _ input: FeatureInput, _ parameters: [String: CalculatorParameters.Value] = [:], output: String? = nil,
      form: FeatureForm = .raw
    ) -> FeatureDefinition {
      FeatureDefinition(
        key: key, calculator: calculator, input: input, parameters: parameters, form: form, outputs: output.map { [.init(name: $0, column: key)] } ?? [])
    }
    let definitions = [
      definition("return_1s", "return_over", .mid, ["horizon_ns": .integer(second)]),
      definition("return_10s", "return_over", .mid, ["horizon_ns": .integer(10 * second)]),
      definition("return_60s", "return_over", .mid, ["horizon_ns": .integer(60 * second)]),
      definition("realised_variance_60s", "realised_variance", .mid, ["window_ns": .integer(60 * second)], output: "realised_variance"),
      definition("mean_distance_10s", "ewma_time", .mid, ["half_life_ns": .integer(10 * second)], form: .distance),
      definition("spread_bps", "book_spread", .book, output: "bps"),
      definition("depth_imbalance_1", "depth_imbalance", .book, ["levels": .integer(1)], output: "imbalance"),
      definition("microprice_bps", "microprice", .book, output: "offset", form: .basisPoints),
      definition("order_flow_1s", "order_flow_imbalance", .book, ["window_ns": .integer(second), "levels": .integer(1)], output: "ofi_1"),
      definition("trade_intensity_10s", "trade_intensity", .trades, ["tau_ns": .integer(10 * second)], output: "count"),
      definition("trade_imbalance_10s", "volume_delta", .trades, ["window_ns": .integer(10 * second)], output: "imbalance"),
      definition("rsi_14", "rsi", .candles(interval: second, of: .mid, field: .close, against: .close), ["n": .integer(14)]),
    ]
    do {
      return try FeatureSet(name: "compact", version: 1, definitions: definitions, file: "the built-in set")
    } catch {
      preconditionFailure("the built-in set is sound: \(error)")
    }
  }()
}
