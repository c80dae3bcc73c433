/// Running volume, weighted by where the close lies in its bar: Σ V ((C − L) − (H − C))/(H − L).
///
/// A bar with H = L adds nothing. O(1). The definition `accumulation_distribution`, as TA-Lib's AD.
public struct AccumulationDistribution: FeatureOperator {
  public static var calculator: String { "accumulation_distribution" }
  public static var cost: OperatorCost { .constant }

  private var sum = 0.0
  private var hasStarted = false
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {

  }

  public var outputs: [String] { ["ad"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.volume.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    hasStarted = true
    if bar.high != bar.low { sum += bar.volume * ((bar.close - bar.low) - (bar.high - bar.close)) / (bar.high - bar.low) }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = hasStarted ? sum : .nan
  }
}
