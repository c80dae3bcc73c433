/// Realised variance, bipower variation and the jump part of a window of log returns.
///
/// ```text
/// variance = Σ rᵢ²       bipower = π/2 Σ |rᵢ||rᵢ₋₁|, both inside       jump = max(0, variance − bipower)
/// ```
///
/// No small-sample factor. O(1) amortised. Source: Barndorff-Nielsen & Shephard 2004; the definition `realised_variance`.
public struct RealisedVariance: FeatureOperator {
  public static var calculator: String { "realised_variance" }
  public static var cost: OperatorCost { .constant }

  private var bounds: WindowBounds
  private var returns = StepReturn(.logReturn)
  private var isCurrent = false
  private var before = 0.0
  private var window = SlidingWindow<BipowerAggregate>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    bounds = try WindowBounds(&parameters, least: 1, fewest: 1)
  }

  public var outputs: [String] { ["realised_variance", "bipower", "jump"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    let change = returns.next(point.value)
    isCurrent = !change.isNaN
    if isCurrent {
      window.drop(bounds.admit(point.time))
      window.push(PairPoint(x: change, y: abs(change) * before))
      before = abs(change)
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    window.drop(bounds.expire(at: now))
    let isDefined = isCurrent && bounds.isDefined
    let sums = window.total
    let bipower = .pi / 2 * sums.pairs
    values[0] = isDefined ? sums.squares : .nan
    values[1] = isDefined && bounds.count >= 2 ? bipower : .nan
    values[2] = isDefined && bounds.count >= 2 ? max(0, sums.squares - bipower) : .nan
  }
}
