internal import Domain
internal import Features

/// One indicator that both sides have: which operator it is, and which of its outputs the peer gives, too.
struct IndicatorRow: Sendable {
  /// Rows before the first that is compared: all are defined by then. It is also the history on which a handle is opened.
  static let history = 2000

  let name: String
  let tolerance: Double
  /// Work on whole columns, and value by value.
  let batch: @Sendable (PriceBars) throws(ParameterFault) -> BenchmarkCase.Work
  let events: @Sendable (PriceBars) throws(ParameterFault) -> BenchmarkCase.Work

  /// - Parameters:
  ///   - outputs: places of the operator's outputs that the peer gives, too.
  ///   - observations: what the operator is fed with.
  init<Operator: FeatureOperator>(
    _ name: String, _ type: Operator.Type, _ parameters: [String: CalculatorParameters.Value], outputs: [Int] = [0], tolerance: Double = 1e-9,
    _ observations: @escaping @Sendable (PriceBars) -> [Operator.Observation]
  ) {
    self.name = name
    self.tolerance = tolerance
    let make: @Sendable () throws(ParameterFault) -> Operator = { () throws(ParameterFault) in
      var asked = CalculatorParameters(parameters, scale: DecimalScale(priceDecimals: 1, quantityDecimals: 8))
      return try Operator(&asked)
    }
    batch = { (bars) throws(ParameterFault) in
      let (column, times, fresh) = (observations(bars), bars.times, try make())
      let kept = KeptOutputs(rows: column.count, width: fresh.outputs.count)
      return {
        var current = fresh
        kept.fill { (values: inout MutableSpan<Double>) in current.run(over: column.span, at: times.span, into: &values) }
        return kept.digest(outputs, from: Self.history)
      }
    }
    events = { (bars) throws(ParameterFault) in
      let (column, times, fresh) = (observations(bars), bars.times, try make())
      let width = fresh.outputs.count
      let kept = KeptOutputs(rows: column.count, width: width)
      return {
        kept.fill { (values: inout MutableSpan<Double>) in
          // Held here, not by the closure, and seen through spans: the loop pays for the operator's two calls alone.
          var current = fresh
          let (seen, clock) = (column.span, times.span)
          for row in 0..<seen.count {
            _ = current.update(seen[row])
            var part = values._mutatingExtracting(row &* width..<row &* width &+ width)
            current.write(at: clock[row], into: &part)
          }
        }
        return kept.digest(outputs, from: Self.history)
      }
    }
  }

  static let all: [IndicatorRow] = [
    IndicatorRow("rsi", RelativeStrengthIndex.self, ["n": .integer(14)], \.points),
    IndicatorRow("ema", ExponentialMovingAverage.self, ["n": .integer(20)], \.points),
    IndicatorRow("macd", MACD.self, ["fast": .integer(12), "slow": .integer(26), "signal": .integer(9)], outputs: [0, 1, 2], \.points),
    IndicatorRow("atr", AverageTrueRange.self, ["n": .integer(14)], \.bars),
    IndicatorRow("sma", SimpleMovingAverage.self, ["n": .integer(20)], \.points),
    IndicatorRow("bollinger", BollingerBands.self, ["n": .integer(20), "k": .number(2)], outputs: [0, 1, 2], tolerance: 1e-6, \.points),
    IndicatorRow("stddev_20", RollingStatistic.self, spread(20), tolerance: 1e-6, \.points),
    IndicatorRow("stddev_1000", RollingStatistic.self, spread(1000), tolerance: 1e-6, \.points),
    IndicatorRow("adx", DirectionalIndex.self, ["n": .integer(14)], outputs: [3], \.bars),
    IndicatorRow("kama", KaufmanAverage.self, ["n": .integer(10), "fast": .integer(2), "slow": .integer(30)], \.points),
    IndicatorRow("cci_20", CommodityChannelIndex.self, ["n": .integer(20)], tolerance: 1e-6, \.bars),
    IndicatorRow("cci_200", CommodityChannelIndex.self, ["n": .integer(200)], tolerance: 1e-6, \.bars),
    IndicatorRow("willr", WilliamsR.self, ["n": .integer(14)], \.bars),
    IndicatorRow("max_20", RollingStatistic.self, ["stat": .text("max"), "window_events": .integer(20)], \.points),
    IndicatorRow("max_1000", RollingStatistic.self, ["stat": .text("max"), "window_events": .integer(1000)], \.points),
  ]

  private static func spread(_ length: Int64) -> [String: CalculatorParameters.Value] {
    ["stat": .text("std"), "ddof": .integer(0), "window_events": .integer(length)]
  }
}
