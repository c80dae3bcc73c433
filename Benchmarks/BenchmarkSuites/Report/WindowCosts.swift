public import Domain
internal import Features

/// What an update and a write of operators cost at several lengths of their windows.
public struct WindowCosts: Sendable, Hashable {
  /// One operator's.
  public struct Line: Sendable, Hashable {
    /// `sma`.
    public let name: String
    /// Does its cost not grow with the window?
    public let isConstant: Bool
    /// Nanoseconds a value at each length.
    public let nanoseconds: [Double]

    /// A line as its values.
    public init(name: String, isConstant: Bool, nanoseconds: [Double]) {
      self.name = name
      self.isConstant = isConstant
      self.nanoseconds = nanoseconds
    }
  }

  /// Observations of a window.
  public let lengths: [Int]
  /// One an operator.
  public let lines: [Line]

  /// A table as its values.
  public init(lengths: [Int], lines: [Line]) {
    self.lengths = lengths
    self.lines = lines
  }

  /// Measures every operator of the list: full windows, at least two of them more or 100,000 values, the least of three runs.
  ///
  /// - Parameter scale: windows up to 100,000 in full, 1000 in a check.
  /// - Throws: `bench.data` when an operator refuses its parameters, which would be a mistake of the list.
  public static func measure(scale: BenchmarkScale, meter: any CPUMeter) throws(Diagnostic) -> WindowCosts {
    let lengths = scale == .check ? [10, 100, 1000] : [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000]
    do throws(ParameterFault) {
      var lines: [Line] = []
      for row in rows {
        var nanoseconds: [Double] = []
        for length in lengths { nanoseconds.append(try row.measure(length, scale, meter)) }
        lines.append(Line(name: row.name, isConstant: row.isConstant, nanoseconds: nanoseconds))
      }
      return WindowCosts(lengths: lengths, lines: lines)
    } catch {
      throw Diagnostic(code: "bench.data", exitCode: .badData, message: "an operator of the plot cannot be made: \(error)", hint: "")
    }
  }

  private struct Row: Sendable {
    let name: String
    let isConstant: Bool
    let measure: @Sendable (Int, BenchmarkScale, any CPUMeter) throws(ParameterFault) -> Double

    init<Operator: FeatureOperator>(
      _ name: String, _ type: Operator.Type, _ observations: @escaping @Sendable (PriceBars) -> [Operator.Observation], isConstant: Bool = true,
      key: String = "n", with others: [String: CalculatorParameters.Value] = [:]
    ) {
      self.name = name
      self.isConstant = isConstant
      measure = { (length, scale, meter) throws(ParameterFault) in
        var parameters = CalculatorParameters(
          others.merging([key: .integer(Int64(length))]) { $1 }, scale: DecimalScale(priceDecimals: 1, quantityDecimals: 8))
        let fresh = try Operator(&parameters)
        let bars = PriceBars(seed: 54, count: max(scale.size(100_000), 3 * length))
        let (column, times) = (observations(bars), bars.times)
        let kept = KeptOutputs(rows: column.count, width: fresh.outputs.count)
        var least = Double.infinity
        let filled = min(length, column.count / 2)
        for _ in 0..<3 {
          var current = fresh
          // The window is filled first; that is not measured.
          kept.fill(rows: 0..<filled) { (values: inout MutableSpan<Double>) in
            current.run(over: column.span.extracting(0..<filled), at: times.span.extracting(0..<filled), into: &values)
          }
          let start = meter.seconds()
          kept.fill(rows: filled..<column.count) { (values: inout MutableSpan<Double>) in
            current.run(over: column.span.extracting(filled..<column.count), at: times.span.extracting(filled..<column.count), into: &values)
          }
          least = min(least, meter.seconds() - start)
        }
        return least / Double(column.count - filled) * 1e9
      }
    }
  }

  private static let rows: [Row] = [
    Row("ema", ExponentialMovingAverage.self, \.points), Row("sma", SimpleMovingAverage.self, \.points), Row("wma", WeightedMovingAverage.self, \.points),
    Row("rsi", RelativeStrengthIndex.self, \.points), Row("roc", RateOfChange.self, \.points),
    Row("bollinger", BollingerBands.self, \.points, with: ["k": .number(2)]), rolling("std"), rolling("max"), rolling("skew"),
    Row("kama", KaufmanAverage.self, \.points, with: ["fast": .integer(2), "slow": .integer(30)]), Row("atr", AverageTrueRange.self, \.bars),
    Row("williams_r", WilliamsR.self, \.bars), rolling("rank", isConstant: false), rolling("quantile", isConstant: false, with: ["q": .number(0.9)]),
    Row("cci", CommodityChannelIndex.self, \.bars, isConstant: false),
  ]

  private static func rolling(_ statistic: String, isConstant: Bool = true, with others: [String: CalculatorParameters.Value] = [:]) -> Row {
    Row(
      "rolling \(statistic)", RollingStatistic.self, \.points, isConstant: isConstant, key: "window_events",
      with: others.merging(["stat": .text(statistic)]) { $1 })
  }
}
