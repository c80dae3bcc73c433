/// A twice smoothed rate of change, and its signal.
///
/// ```text
/// r = 100 (x/x' − 1)     c = average of r, α = 2/n₁     pmo = average of 10 c, α = 2/n₂     signal = average of pmo, α = 2/(signal + 1)
/// ```
///
/// Every average starts at the mean of its first inputs. O(1). The definition `pmo`.
public struct PriceMomentumOscillator: FeatureOperator {
  public static var calculator: String { "pmo" }
  public static var cost: OperatorCost { .constant }

  private var returns = StepReturn(.simpleReturn)
  private var isCurrent = false
  private var change: SeededAverage
  private var oscillator: SeededAverage
  private var signal: SeededAverage
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    let first = try parameters.count("n1", atLeast: 2)
    let second = try parameters.count("n2", atLeast: 2)
    change = SeededAverage(length: first, weight: 2 / Double(first))
    oscillator = SeededAverage(length: second, weight: 2 / Double(second))
    signal = .exponential(try parameters.count("signal"))
  }

  public var outputs: [String] { ["pmo", "pmo_signal"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    let step = returns.next(point.value)
    isCurrent = !step.isNaN
    guard isCurrent else { return true }
    change.update(100 * step)
    guard change.isDefined else { return true }
    oscillator.update(10 * change.value)
    if oscillator.isDefined { signal.update(oscillator.value) }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = isCurrent ? oscillator.value : .nan
    values[1] = isCurrent ? signal.value : .nan
  }
}
