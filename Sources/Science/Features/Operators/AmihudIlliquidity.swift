/// Mean price move a unit of money traded moves it: mean of |C/C' − 1|/(C V) over n observations.
///
/// A bar with C V = 0 is no observation, but its close is the base of the next. Defined from the n-th observation. O(1) amortised.
/// Source: Amihud 2002; the definition `amihud`.
public struct AmihudIlliquidity: FeatureOperator {
  public static var calculator: String { "amihud" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private var close = Double.nan
  private var isCurrent = false
  private var window = SlidingWindow<SumAggregate>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
  }

  public var outputs: [String] { ["amihud"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.close.isFinite, bar.volume.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    let move = MathFunctions.quotient(abs(MathFunctions.simpleReturn(bar.close, over: close)), bar.close * bar.volume)
    close = bar.close
    isCurrent = !move.isNaN
    if isCurrent { window.push(move, keeping: length) }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = isCurrent && window.count == length ? window.total.sum / Double(length) : .nan
  }
}
