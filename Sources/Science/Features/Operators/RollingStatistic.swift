/// One statistic of the last N values, or of those of (t − W, t].
///
/// ```text
/// var, std     Σ (x − m)² / (n − ddof), its root       0 exactly when all values are equal
/// skew         √(n (n − 1))/(n − 2) · m₃/m₂^1.5
/// kurtosis     (n − 1)/((n − 2)(n − 3)) · ((n + 1) m₄/m₂² − 3 (n − 1)), excess
/// rank         of the newest: (#less + (#equal + 1)/2)/n
/// quantile     linear interpolation at (n − 1) q (Hyndman and Fan's type 7)
/// ```
///
/// Of the values or of returns of consecutive values. Skew and kurtosis are undefined when all values are equal.
/// O(1) amortised, rank and quantile O(log n). A window of time holds 2²⁰ values at most, then the oldest leave early. The definition `rolling`.
public struct RollingStatistic: FeatureOperator {
  public static var calculator: String { "rolling" }
  public static var cost: OperatorCost { .logarithmic }

  let kind: RollingKind
  private let share: Double
  let ddof: Double
  var bounds: WindowBounds
  var returns: StepReturn
  var newest = Double.nan
  var latest = Int64.min
  // One of these is used, the others stay empty.
  var sums = SlidingWindow<SumAggregate>()
  var extremes = SlidingWindow<ExtremeAggregate>()
  var second = SlidingWindow<SecondMoments>()
  private var fourth = SlidingWindow<FourthMoments>()
  private var order = OrderStatisticWindow()

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    let kind: RollingKind = try parameters.choice("stat")
    self.kind = kind
    returns = StepReturn(try parameters.choice("of", default: .value))
    let isSpread = kind == .var || kind == .std
    ddof = isSpread ? Double(try parameters.integer("ddof", in: 0...1, default: 1)) : 0
    share = kind == .quantile ? try parameters.number("q", need: "within 0…1") { $0 >= 0 && $0 <= 1 } : 0
    bounds = try WindowBounds(&parameters, least: kind.least, fewest: isSpread ? Int(ddof) + 1 : kind.least)
  }

  public var outputs: [String] { [kind.rawValue] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    newest = returns.next(point.value)
    if !newest.isNaN {
      let leaving = bounds.admit(point.time)
      switch kind {
      case .mean, .sum:
        sums.drop(leaving)
        sums.push(newest)
      case .min, .max:
        extremes.drop(leaving)
        extremes.push(PairPoint(x: newest, y: newest))
      case .var, .std:
        second.drop(leaving)
        second.push(newest)
      case .skew, .kurtosis:
        fourth.drop(leaving)
        fourth.push(newest)
      case .rank, .quantile:
        order.drop(leaving)
        order.push(newest)
      }
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    drop(bounds.expire(at: now))
    values[0] = bounds.isDefined && !newest.isNaN ? statistic() : .nan
  }

  // Mutating and inlined, though it changes nothing: asked of a value, it would be asked of a copy of all the windows.
  @inline(__always) private mutating func statistic() -> Double {
    let n = Double(bounds.count)
    switch kind {
    case .mean: return sums.total.sum / n
    case .sum: return sums.total.sum
    case .min: return extremes.total.lowest
    case .max: return extremes.total.highest
    case .var: return MathFunctions.quotient(second.total.squares, n - ddof)
    case .std: return MathFunctions.quotient(second.total.squares, n - ddof).squareRoot()
    case .skew:
      let central = fourth.total.central
      return (n * (n - 1)).squareRoot() / (n - 2) * MathFunctions.quotient(central.third, central.second * central.second.squareRoot())
    case .kurtosis:
      let central = fourth.total.central
      let ratio = MathFunctions.quotient(central.fourth, central.second * central.second)
      return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * ratio - 3 * (n - 1))
    case .rank:
      let (less, equal) = order.ranks(of: newest)
      return (Double(less) + Double(equal + 1) / 2) / n
    case .quantile: return order.quantile(share)
    }
  }

  private mutating func drop(_ leaving: Int) {
    guard leaving > 0 else { return }
    switch kind {
    case .mean, .sum: sums.drop(leaving)
    case .min, .max: extremes.drop(leaving)
    case .var, .std: second.drop(leaving)
    case .skew, .kurtosis: fourth.drop(leaving)
    case .rank, .quantile: order.drop(leaving)
    }
  }
}
