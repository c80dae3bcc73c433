/// Kaufman's adaptive average: fast in a trend, slow in noise.
///
/// ```text
/// ER = |x − x₋ₙ| / Σ |Δx| (1 if that is 0)     c = (ER (2/(fast + 1) − 2/(slow + 1)) + 2/(slow + 1))²     k += c (x − k), from the n-th value
/// ```
///
/// Defined from value n + 1. O(1) amortised. Source: Kaufman, Trading Systems and Methods; the definition `kama`.
public struct KaufmanAverage: FeatureOperator {
  public static var calculator: String { "kama" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private let slowest: Double
  private let reach: Double
  private var ring: LagRing
  private var last = Double.nan
  private var average = Double.nan
  private var isDefined = false
  private var path = SlidingWindow<SumAggregate>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
    let fast = try parameters.count("fast")
    let slow = try parameters.count("slow")
    guard fast <= slow else { throw ParameterFault(key: "fast", reason: "is longer than \"slow\"") }
    slowest = 2 / (Double(slow) + 1)
    reach = 2 / (Double(fast) + 1) - slowest
    ring = LagRing(length)
  }

  public var outputs: [String] { ["kama"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    let value = point.value
    let base = ring.push(value)
    if !last.isNaN { path.push(abs(value - last), keeping: length) }
    last = value
    if base.isNaN {
      average = value
    } else {
      let sum = path.total.sum
      let efficiency = sum == 0 ? 1 : abs(value - base) / sum
      let constant = efficiency * reach + slowest
      average += constant * constant * (value - average)
      isDefined = true
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = isDefined ? average : .nan
  }
}
