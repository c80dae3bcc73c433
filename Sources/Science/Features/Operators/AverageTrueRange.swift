/// Wilder's average of the true range, and it in percent of the close.
///
/// Defined from bar n + 1. O(1). Source: Wilder 1978; the definition `atr`.
public struct AverageTrueRange: FeatureOperator, BitwiseCopyable {
  public static var calculator: String { "atr" }
  public static var cost: OperatorCost { .constant }

  @usableFromInline var step = TrueRangeStep()
  @usableFromInline var average: SeededAverage
  @usableFromInline var close = Double.nan
  @usableFromInline var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    average = .wilder(try parameters.count("n"))
  }

  public var outputs: [String] { ["atr", "natr"] }

  @inlinable @inline(__always) public mutating func update(_ bar: Bar) -> Bool {
    guard bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    close = bar.close
    let range = step.next(bar)
    if !range.isNaN { average.update(range) }
    return true
  }

  @inlinable @inline(__always) public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = average.value
    values[1] = 100 * MathFunctions.quotient(average.value, close)
  }
}
