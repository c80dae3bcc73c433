internal import Features

/// RSI, EMA, MACD and ATR, one after the other at every value.
enum FourIndicators {
  private static let width = 6

  static func work(_ bars: PriceBars) throws(ParameterFault) -> BenchmarkCase.Work {
    let scale = DecimalScale(priceDecimals: 1, quantityDecimals: 8)
    var parameters = CalculatorParameters(["n": .integer(20)], scale: scale)
    let average = try ExponentialMovingAverage(&parameters)
    parameters = CalculatorParameters(["n": .integer(14)], scale: scale)
    let range = try AverageTrueRange(&parameters)
    let (points, column) = (bars.points, bars.bars)
    let kept = KeptOutputs(rows: points.count, width: width + 1)
    return {
      var (rsi, ema, macd, atr) = (RelativeStrengthIndex(), average, MACD(), range)
      kept.fill { (values: inout MutableSpan<Double>) in
        for row in points.indices {
          let (point, bar, first) = (points[row], column[row], row &* (width + 1))
          step(&rsi, point, point.time, first..<first + 1, &values)
          step(&ema, point, point.time, first + 1..<first + 2, &values)
          step(&macd, point, point.time, first + 2..<first + 5, &values)
          step(&atr, bar, bar.time, first + 5..<first + 7, &values)
        }
      }
      return kept.digest(Array(0..<width), from: IndicatorRow.history)
    }
  }

  @inline(__always) private static func step<Operator: FeatureOperator>(
    _ current: inout Operator, _ observation: Operator.Observation, _ time: Int64, _ places: Range<Int>, _ values: inout MutableSpan<Double>
  ) {
    _ = current.update(observation)
    var part = values._mutatingExtracting(places)
    current.write(at: time, into: &part)
  }
}
