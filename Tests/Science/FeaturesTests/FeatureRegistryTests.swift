import Domain
import Features
import TestSupport
import Testing

@Suite("Feature registry") struct FeatureRegistryTests {
  private static func registry(_ text: String) throws -> FeatureRegistry { try FeatureRegistry.read(PlainYAML.read(text), file: "test.yaml") }
  private static func problems(_ text: String) -> [String] { FeatureRegistry.problems(in: PlainYAML.read(text), file: "test.yaml").map(\.description) }

  private static let three = """
    name: three
    version: 4
    registry:
      rsi_14:
        calculator: rsi
        input: candles
        interval: 1m
        parameters: {n: 14}
        imputation: {strategy: constant, fill_value: 50}
        scaling: {strategy: minmax, range: [0, 100]}
      macd_default:
        calculator: macd
        input: mid
        parameters: {fast: 12, slow: 26, signal: 9}
        outputs: {macd: macd_default_macd_12_26_9, macd_histogram: macd_default_macdh_12_26_9}
      flow:
        calculator: volume_delta
        input: trades
        parameters: {window: 60s}
    """

  @Test("reads entries, times, outputs and treatments") func reads() throws {
    let set = try Self.registry(Self.three).featureSet()
    #expect(set.name == "three" && set.version == 4)
    #expect(
      set.schema.columns == [
        "rsi_14", "macd_default_macd_12_26_9", "macd_default_macdh_12_26_9", "flow_buy", "flow_sell", "flow_delta", "flow_imbalance",
      ])
    #expect(set.definitions[0].input == .candles(interval: 60_000_000_000, of: .trades, field: .close, against: .volume))
    #expect(set.definitions[0].imputation == .constant(50) && set.definitions[0].scaling == .minimumMaximum(0...100))
    #expect(set.definitions[2].parameters == ["window_ns": .integer(60_000_000_000)])
    #expect(set.definitions[0].maximumAge == 120_000_000_000 && set.definitions[1].maximumAge == 60_000_000_000)
  }

  @Test("takes the words of the original registry") func originalWords() throws {
    let set = try Self.registry(
      """
      registry:
        rsi_14_default:
          calculator_type: rsi
          input_type: close_series
          interval: 60s
          parameters: {period: 14}
        l2_spread_basic:
          calculator_type: l2_spread
          input_type: l2_book_series
          version: 1.1
          outputs: {absolute: l2_spread_basic_abs_spread, percent: l2_spread_basic_pct_spread}
        vwap_trades_60s:
          calculator_type: vwap_trades
          input_type: trades_and_bar_starts
          parameters: {window: 60s}
        bands:
          calculator_type: bbands
          input_type: close_series
          interval: 60s
          parameters: {length: 20, std_dev: 2.0}
          outputs: [upper]
        deviation:
          calculator_type: stdev
          input_type: close_series
          interval: 60s
          parameters: {length: 20}
      """
    ).featureSet()
    #expect(set.schema.columns == ["rsi_14_default", "l2_spread_basic_abs_spread", "l2_spread_basic_pct_spread", "vwap_trades_60s", "bands_upper", "deviation"])
    #expect(set.definitions.map(\.calculator) == ["rsi", "book_spread", "trade_vwap", "bollinger", "rolling"])
    #expect(set.definitions[1].version == "1.1" && set.definitions[4].parameters["window_events"] == .integer(20))
  }

  @Test("finds all problems at once, each with its place and what was probably meant") func problems() {
    let found = Self.problems(
      """
      name: three
      version: -1
      registry:
        rsi_14:
          calculator: rsii
          input: candles
          interval: 1m
        macd:
          calculator: macd
          input: midd
        slow:
          calculator: rsi
          input: book
          paramters: {n: 14}
        one:
          calculator: ema
          input: mid
          parameters: {perod: 14, n: 0}
          outputs: [emma]
        two:
          calculator: rsi
          input: candles
        three:
          calculator: rsi
          input: mid
          interval: 5s
          max_age: soon
          imputation: {strategy: constant}
          scaling: {strategy: minmax, range: [5]}
        costly:
          calculator: hurst_rs
          input: candles
          interval: 1m
          parameters: {n: 100, sizes: [8, 16]}
        4th:
          input: mid
      feature: [rsi_14]
      """)
    let expected = [
      ("line 37", "feature is unknown (did you mean \"features\"?)"), ("line 2", "version is no whole number"),
      ("line 5", "registry.rsi_14.calculator is \"rsii\", there is none of that name (did you mean \"rsi\"?)"),
      ("line 10", "registry.macd.input is \"midd\" (did you mean \"mid\"?)"),
      ("line 14", "registry.slow.paramters is unknown (did you mean \"parameters\"?)"),
      ("line 11", "registry.slow.input is book, rsi is computed on candles or mid or trades"),
      ("line 18", "registry.one.parameters.n is 0, 1 to 1048576 is possible"),
      ("line 20", "registry.two has no interval, candles need one"),
      ("line 26", "registry.three.interval belongs to candles"), ("line 27", "registry.three.max_age is no span of time"),
      ("line 28", "registry.three.imputation has no fill_value"), ("line 23", "registry.three.parameters.n is missing"), ("line 29", "registry.three.scaling.range is no range"),
      ("line 31", "registry.costly.calculator is hurst_rs, whose every update costs O(n)"), ("line 35", "registry.4th has no calculator"), ("line 35", "registry.4th is no name"),
    ]
    for (line, text) in expected { #expect(found.contains { $0.hasPrefix("\(line): \(text)") }, "\(line): \(text) is not among \(found)") }
    #expect(found.count == expected.count, "\(found)")
  }

  @Test("names an unknown parameter, an unknown output and a column that stands twice") func parameters() throws {
    let one = Self.problems("registry:\n  a:\n    calculator: ema\n    input: mid\n    parameters: {n: 5, alhpa: 1}")
    #expect(one == ["line 5: registry.a.parameters.alhpa is unknown"])
    let two = Self.problems("registry:\n  a:\n    calculator: macd\n    input: mid\n    parameters: {fast: 12, slow: 26, signall: 9, signal: 9}")
    #expect(two == ["line 5: registry.a.parameters.signall is unknown (did you mean \"signal\"?)"])
    let three = Self.problems("registry:\n  a:\n    calculator: macd\n    input: mid\n    outputs: [mcad]\n    parameters: {fast: 12, slow: 26, signal: 9}")
    #expect(three == ["line 5: registry.a.outputs.mcad is no output of macd (did you mean \"macd\"?): there are macd, macd_signal, macd_histogram"])
    let four = Self.problems("registry:\n  a:\n    calculator: ema\n    input: mid\n    parameters: {n: 5}\n  b:\n    calculator: ema\n    input: mid\n    parameters: {n: 6}\n    outputs: {ema: a}")
    #expect(four == ["b gives the column \"a\", which a gives already"])
    let misspelt = Self.problems("registry:\n  a:\n    calculator: ema\n    input: mid\n    parameters: {m: 5}")
    #expect(misspelt == ["line 2: registry.a.parameters.n is missing", "line 5: registry.a.parameters.m is unknown (did you mean \"n\"?)"])
    let twice = Self.problems("registry:\n  a:\n    calculator: ema\n    calculator: ema\n    input: mid\n    parameters: {n: 5}")
    #expect(twice == ["line 4: registry.a.calculator stands twice"])
  }

  @Test("activates by a list, and says which keys it does not know") func list() throws {
    let registry = try Self.registry(Self.three)
    #expect(try registry.featureSet(activating: PlainYAML.read("- flow\n- rsi_14")).schema.columns == ["flow_buy", "flow_sell", "flow_delta", "flow_imbalance", "rsi_14"])
    do {
      _ = try registry.featureSet(activating: PlainYAML.read("- flow\n- rsi_41\n- absent_from_it"))
      Issue.record("an unknown key was taken")
    } catch {
      #expect(error.code == "features.definitions" && error.exitCode == .badConfiguration)
      #expect(error.message.contains("has 2 problems") && error.message.contains("did you mean \"rsi_14\"?") && error.message.contains("absent_from_it"))
    }
  }

  @Test("activates by a map: deep merge, dropped fill values, words for maps, entries of its own") func overrides() throws {
    let set = try Self.registry(Self.three).featureSet(
      activating: PlainYAML.read(
        """
        rsi_14:
          parameters: {n: 7}
          imputation: {strategy: mean}
          scaling: passthrough
        flow:
        trend:
          calculator: ema
          input: mid
          parameters: {n: 5}
        """))
    #expect(set.schema.columns == ["rsi_14", "flow_buy", "flow_sell", "flow_delta", "flow_imbalance", "trend"])
    #expect(set.definitions[0].parameters == ["n": .integer(7)] && set.definitions[0].input == .candles(interval: 60_000_000_000, of: .trades, field: .close, against: .volume))
    #expect(set.definitions[0].imputation == .mean && set.definitions[0].scaling == .passthrough)
    #expect(throws: Diagnostic.self) { try Self.registry(Self.three).featureSet(activating: PlainYAML.read("trendd:\n  calculator: ema")) }
    // The same strategy keeps what the override does not name.
    let kept = try Self.registry(Self.three).featureSet(activating: PlainYAML.read("rsi_14:\n  imputation: {strategy: constant}"))
    #expect(kept.definitions[0].imputation == .constant(50))
  }

  @Test("any file of the right grammar gives a set or problems, never a trap", arguments: 1...40)
  func hostile(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var node = PlainYAML.read(Self.three)
    for _ in 0..<40 {
      node = Self.damaged(node, &random)
      let problems = FeatureRegistry.problems(in: node, file: "test.yaml")
      let set = try? FeatureRegistry.read(node, file: "test.yaml").featureSet()
      #expect(problems.isEmpty == (set != nil), "\(problems)")
    }
  }

  /// The node with one thing in it changed.
  private static func damaged(_ node: DefinitionNode, _ random: inout SeededGenerator) -> DefinitionNode {
    let strange: [DefinitionNode.Value] = [
      .nothing, .text(""), .text("rsi"), .text("trades"), .text("1s"), .text("é\u{0}"), .integer(.min), .integer(.max), .integer(0), .integer(3), .number(.nan), .number(.infinity),
      .number(-1e300), .flag(true), .list([]), .list([DefinitionNode(.integer(1))]), .map([]),
    ]
    switch node.value {
    case .map(var entries) where !entries.isEmpty && random.next() % 12 != 0:
      let index = Int(random.next() % UInt64(entries.count))
      switch random.next() % 6 {
      case 0: entries.remove(at: index)
      case 1: entries.append(entries[index])
      case 2: entries[index].key = ["calculator", "input", "parameters", "of", "n", "", "ä b", "features"][Int(random.next() % 8)]
      default: entries[index].value = damaged(entries[index].value, &random)
      }
      return DefinitionNode(.map(entries), line: node.line)
    default: return DefinitionNode(strange[Int(random.next() % UInt64(strange.count))], line: node.line)
    }
  }
}
