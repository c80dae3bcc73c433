/// The true range of a bar: max(H − L, |H − C'|, |L − C'|), C' the close before.
///
/// Defined from the second bar. O(1). Source: Wilder 1978; the definition `true_range`.
public struct TrueRange: FeatureOperator {
  public static var calculator: String { "true_range" }
  public static var cost: OperatorCost { .constant }

  private var step = TrueRangeStep()
  private var range = Double.nan
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {

  }

  public var outputs: [String] { ["true_range"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    range = step.next(bar)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = range
  }
}
