/// Exponential average of the true range.
///
/// Defined from bar n + 1. O(1). The definition `atr_ema`.
public struct ExponentialTrueRange: FeatureOperator {
  public static var calculator: String { "atr_ema" }
  public static var cost: OperatorCost { .constant }

  private var step = TrueRangeStep()
  private var average: SeededAverage
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    average = .exponential(try parameters.count("n"))
  }

  public var outputs: [String] { ["atr_ema"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    let range = step.next(bar)
    if !range.isNaN { average.update(range) }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = average.value
  }
}
