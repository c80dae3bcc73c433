/// Lane's stochastic oscillator, slow form.
///
/// ```text
/// raw = 100 (C − LL)/(HH − LL) over n bars       k = mean of the last k raw values       d = mean of the last d values of k
/// ```
///
/// A bar with HH = LL gives no raw value and no output; means go on from the last defined ones. k and d start together, on bar n + k + d − 2 (counted from 1), as TA-Lib's.
/// O(1) amortised. The definition `stochastic`.
public struct Stochastic: FeatureOperator {
  public static var calculator: String { "stochastic" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private let kLength: Int
  private let dLength: Int
  private var isCurrent = false
  private var window = SlidingWindow<ExtremeAggregate>()
  private var kWindow = SlidingWindow<SumAggregate>()
  private var dWindow = SlidingWindow<SumAggregate>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
    kLength = try parameters.count("k")
    dLength = try parameters.count("d")
  }

  public var outputs: [String] { ["k", "d"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    window.push(PairPoint(x: bar.high, y: bar.low), keeping: length)
    isCurrent = false
    guard window.count == length else { return true }
    let extremes = window.total
    let raw = 100 * MathFunctions.quotient(bar.close - extremes.lowest, extremes.highest - extremes.lowest)
    guard !raw.isNaN else { return true }
    isCurrent = true
    kWindow.push(raw, keeping: kLength)
    if kWindow.count == kLength { dWindow.push(kWindow.total.sum / Double(kLength), keeping: dLength) }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    let isDefined = isCurrent && dWindow.count == dLength
    values[0] = isDefined ? kWindow.total.sum / Double(kLength) : .nan
    values[1] = isDefined ? dWindow.total.sum / Double(dLength) : .nan
  }
}
