import Domain
import Features
import Testing

@Suite("Feature set") struct FeatureSetTests {
  private static func set(_ definitions: FeatureDefinition...) throws -> FeatureSet { try FeatureSet(name: "s", version: 1, definitions: definitions) }
  private static func average(_ n: Int64, key: String = "a", input: FeatureInput = .mid, form: FeatureForm = .raw, version: String = "1.0") -> FeatureDefinition {
    FeatureDefinition(key: key, calculator: "ema", input: input, parameters: ["n": .integer(n)], form: form, version: version)
  }

  @Test("the default set is pinned: a change of any name or meaning is a new version") func pinned() throws {
    let set = try PlainYAML.defaultSet()
    #expect(set.name == "default" && set.version == 1 && set.columns.count == 60)
    #expect(set.schema.hashText == "62f195ef4ad3af8b", "\(set.schema.hashText)")
  }

  @Test("the default set has every operator of the live core, and ten of the pipeline") func complete() throws {
    let set = try PlainYAML.defaultSet()
    let calculators = Set(set.definitions.map(\.calculator))
    let core: Set = [
      "rsi", "macd", "bollinger", "roc", "atr", "rolling", "vwap_bars", "trade_vwap", "volume_delta", "book_spread", "depth_imbalance", "microprice",
    ]
    let advanced: Set = [
      "momentum", "williams_r", "true_range", "atr_ema", "volatility_ratio", "obv", "accumulation_distribution", "mfi", "volume_oscillator",
      "trade_spreads", "impact_spread", "order_flow_imbalance", "kyle_lambda", "pmo", "kama", "cci", "hurst_diffusion", "time_of_day", "correlation", "autocorrelation",
    ]
    #expect(core.subtracting(calculators).isEmpty && advanced.subtracting(calculators).isEmpty)
    let pipeline: Set = [
      "sma_distance_20", "ema_distance_50", "bollinger_position_20", "log_return_5", "return_std_20", "return_skew_20", "close_rank_20", "high_low", "close_open",
      "position_in_bar", "vwap_distance_20", "sin_day", "cos_day", "sin_week",
    ]
    #expect(pipeline.isSubset(of: set.schema.columns))
    // What costs more than the logarithm of the window is named and left out.
    #expect(Calculator.all.filter { $0.cost == .linear }.map(\.name).sorted() == ["hurst_rs"])
    #expect(set.definitions.allSatisfy { !$0.description.isEmpty && !$0.category.isEmpty })
  }

  @Test("the hash speaks of names, order, calculator, input, parameters, form and version, and of nothing else") func hash() throws {
    let base = try Self.set(Self.average(5), Self.average(7, key: "b")).schema.hash
    let others = [
      try Self.set(Self.average(6), Self.average(7, key: "b")), try Self.set(Self.average(7, key: "b"), Self.average(5)),
      try Self.set(Self.average(5, input: .trades), Self.average(7, key: "b")), try Self.set(Self.average(5, form: .distance), Self.average(7, key: "b")),
      try Self.set(Self.average(5, version: "1.1"), Self.average(7, key: "b")), try Self.set(Self.average(5, key: "c"), Self.average(7, key: "b")),
      try Self.set(FeatureDefinition(key: "a", calculator: "sma", input: .mid, parameters: ["n": .integer(5)]), Self.average(7, key: "b")),
    ]
    #expect(Set(others.map(\.schema.hash) + [base]).count == others.count + 1)
    // 5 and 5.0 are one number; descriptions and treatments are no meaning.
    var same = Self.average(5)
    same.parameters["n"] = .number(5)
    (same.description, same.category, same.imputation, same.scaling) = ("other words", "trend", .mean, .robust)
    #expect(try Self.set(same, Self.average(7, key: "b")).schema.hash == base)
    // A default written out is the default.
    let short = FeatureDefinition(key: "a", calculator: "rolling", input: .mid, parameters: ["stat": .text("std"), "window_events": .integer(5)])
    var long = short
    long.parameters["ddof"] = .integer(1)
    long.parameters["of"] = .text("value")
    #expect(try Self.set(short).schema.hash == Self.set(long).schema.hash)
  }

  @Test("a schema read back by its hash is the same schema") func readBack() throws {
    let schema = try Self.set(Self.average(5)).schema
    #expect(schema.definitions != 0)
    #expect(FeatureSchema(name: "s", version: 1, columns: ["a"], hash: schema.hash) == schema)
    #expect(FeatureSchema(name: "s", version: 1, columns: ["a"]).hash != schema.hash)
  }

  @Test("banks, catalogue and calculators are one list") func banks() {
    #expect(Set(Calculator.all.map { "\($0.name) \($0.takes)" }).count == Calculator.all.count)
    #expect(Set(OperatorCatalogue.all.map { $0.calculator }) == Set(Calculator.all.map(\.name)))
    #expect(OperatorCatalogue.all.count == Calculator.all.count)
  }

  @Test("refuses wrong definitions in code as in a file") func refused() {
    #expect(throws: Diagnostic.self) { try Self.set(FeatureDefinition(key: "a", calculator: "none", input: .mid)) }
    #expect(throws: Diagnostic.self) { try Self.set(Self.average(5), Self.average(6)) }
    #expect(throws: Diagnostic.self) { try FeatureSet(name: "s", version: 1, definitions: []) }
    #expect(throws: Diagnostic.self) { try FeatureSet(name: "s", version: 1, definitions: (0..<129).map { Self.average(5, key: "a\($0)") }) }
  }
}
