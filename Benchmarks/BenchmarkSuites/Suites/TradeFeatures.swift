internal import Domain
internal import Features

/// The columns of trades that polars and pandas have, too.
enum TradeFeatures {
  /// Rows before the first that is compared: by then the seeds of the exponential averages, which differ, have faded away.
  static let first = 20_000
  private static let second: Int64 = 1_000_000_000

  /// In the order of the peers' answers.
  static let definitions: [FeatureDefinition] = [
    rolling("mean_20", "mean", events: 20), rolling("mean_1000", "mean", events: 1000), rolling("std_20", "std", events: 20),
    rolling("std_1000", "std", events: 1000), rolling("min_1000", "min", events: 1000), rolling("max_20", "max", events: 20),
    rolling("max_1000", "max", events: 1000), rolling("mean_60s", "mean", span: 60 * second), rolling("std_60s", "std", span: 60 * second),
    rolling("max_60s", "max", span: 60 * second), definition("vwap_60s", "trade_vwap", ["window_ns": .integer(60 * second)]),
    definition("delta_10s", "volume_delta", ["window_ns": .integer(10 * second)], output: "delta"),
    definition("imbalance_10s", "volume_delta", ["window_ns": .integer(10 * second)], output: "imbalance"),
    definition("ema_20", "ema", ["n": .integer(20)]), definition("ema_200", "ema", ["n": .integer(200)]), definition("roc_20", "roc", ["n": .integer(20)]),
  ]

  private static func rolling(_ key: String, _ statistic: String, events: Int64 = 0, span: Int64 = 0) -> FeatureDefinition {
    let window: [String: CalculatorParameters.Value] = events > 0 ? ["window_events": .integer(events)] : ["window_ns": .integer(span)]
    return definition(key, "rolling", window.merging(["stat": .text(statistic)]) { $1 })
  }

  private static func definition(
    _ key: String, _ calculator: String, _ parameters: [String: CalculatorParameters.Value], output: String? = nil
  ) -> FeatureDefinition {
    FeatureDefinition(
      key: key, calculator: calculator, input: .trades, parameters: parameters, outputs: output.map { [.init(name: $0, column: key)] } ?? [])
  }

  /// Every column on its own, by an operator over all trades; operators of two columns are run once.
  static func columnWork(_ trades: TradeColumns) throws(Diagnostic) -> BenchmarkCase.Work {
    let (times, column, points) = (trades.times, trades.trades, trades.points)
    let scale = DecimalScale(priceDecimals: TradeColumns.instrument.priceDecimals, quantityDecimals: TradeColumns.instrument.quantityDecimals)
    let kept = KeptColumns(rows: times.count)
    return {
      var answer: [Double] = []
      var before: FeatureDefinition?
      for definition in definitions {
        var parameters = CalculatorParameters(definition.parameters, scale: scale)
        let isRepeated = before?.calculator == definition.calculator && before?.parameters == definition.parameters
        before = definition
        var outputs: [String] = []
        if let type = OperatorCatalogue.type(named: definition.calculator, over: SeriesPoint.self) {
          var current = try type.init(&parameters)
          outputs = current.outputs
          if !isRepeated { kept.fill(width: outputs.count) { (values: inout MutableSpan<Double>) in current.run(over: points.span, at: times.span, into: &values) } }
        } else if let type = OperatorCatalogue.type(named: definition.calculator, over: TradePoint.self) {
          var current = try type.init(&parameters)
          outputs = current.outputs
          if !isRepeated { kept.fill(width: outputs.count) { (values: inout MutableSpan<Double>) in current.run(over: column.span, at: times.span, into: &values) } }
        }
        let place = definition.outputs.first.flatMap { outputs.firstIndex(of: $0.name) } ?? 0
        answer += kept.samples(place, width: outputs.count, from: first)
      }
      return answer
    }
  }

  /// All columns row by row, by the program that runs live.
  static func programWork(_ trades: TradeColumns) throws(Diagnostic) -> BenchmarkCase.Work {
    let set = try FeatureSet(name: "trades", version: 1, definitions: definitions)
    let fresh = try FeatureProgram(set: set, instrument: TradeColumns.instrument, id: InstrumentID(0))
    let events = trades.trades.enumerated().map { index, trade in
      Trade(
        instrument: InstrumentID(0), time: Timestamp(nanoseconds: trade.time), id: Int64(index), price: Price(units: trade.price),
        quantity: Quantity(units: trade.quantity), side: trade.side ?? .buy)
    }
    let kept = KeptOutputs(rows: events.count, width: definitions.count)
    return {
      var program = fresh
      var vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: set.schema)
      kept.fill { (values: inout MutableSpan<Double>) in
        for row in events.indices {
          program.update(trade: events[row])
          program.write(into: &vector)
          for place in vector.values.indices { values[row &* vector.values.count &+ place] = vector.values[place] }
        }
      }
      return kept.digest(Array(definitions.indices), from: first)
    }
  }
}
