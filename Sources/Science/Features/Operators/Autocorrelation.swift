/// Autocorrelation at one lag of the last n returns, biased form.
///
/// ```text
/// Σᵢ₍ᵢ﹥ₖ₎ (rᵢ − m)(rᵢ₋ₖ − m) / Σ (rᵢ − m)²       m the mean of the window
/// ```
///
/// Undefined where all returns are equal. Defined from the n-th return. O(1) amortised. The definition `autocorrelation`.
public struct Autocorrelation: FeatureOperator {
  public static var calculator: String { "autocorrelation" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private let lag: Int
  private var returns: StepReturn
  private var isCurrent = false
  private var ring: LagRing
  private var window = SlidingWindow<SecondMoments>()
  private var pairs = SlidingWindow<PairMoments>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n", atLeast: 2)
    lag = try parameters.count("lag")
    guard lag < length else { throw ParameterFault(key: "lag", reason: "is \(lag), it must be below \"n\"") }
    returns = StepReturn(try parameters.choice("of", default: .value))
    ring = LagRing(lag)
  }

  public var outputs: [String] { ["autocorrelation"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    let change = returns.next(point.value)
    isCurrent = !change.isNaN
    if isCurrent {
      let before = ring.push(change)
      window.push(change, keeping: length)
      if !before.isNaN { pairs.push(PairPoint(x: change, y: before), keeping: length - lag) }
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    guard isCurrent, window.count == length else {
      values[0] = .nan
      return
    }
    let moments = window.total
    values[0] = MathFunctions.quotient(pairs.total.products(about: moments.mean), moments.squares)
  }
}
