/// A fast average against a slow one in percent of the slow one; of volumes.
///
/// ```text
/// 100 (fast − slow)/slow
/// ```
///
/// Simple averages, or exponential ones that each start at the mean of their own first n. Undefined where the slow one is 0. Defined from value `slow`.
/// O(1) amortised. The definition `volume_oscillator`.
public struct VolumeOscillator: FeatureOperator {
  /// How it averages.
  public enum Average: String, CaseIterable, Hashable, Sendable, Codable {
    /// Simple.
    case sma
    /// Exponential.
    case ema
  }

  public static var calculator: String { "volume_oscillator" }
  public static var cost: OperatorCost { .constant }

  private let average: Average
  private let fast: Int
  private let slow: Int
  private var fastWindow = SlidingWindow<SumAggregate>()
  private var slowWindow = SlidingWindow<SumAggregate>()
  private var fastAverage: SeededAverage
  private var slowAverage: SeededAverage
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    fast = try parameters.count("fast")
    slow = try parameters.count("slow")
    guard fast < slow else { throw ParameterFault(key: "fast", reason: "is \(fast), it must be below \"slow\"") }
    average = try parameters.choice("average", default: .sma)
    fastAverage = .exponential(fast)
    slowAverage = .exponential(slow)
  }

  public var outputs: [String] { ["oscillator"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    switch average {
    case .sma:
      fastWindow.push(point.value, keeping: fast)
      slowWindow.push(point.value, keeping: slow)
    case .ema:
      fastAverage.update(point.value)
      slowAverage.update(point.value)
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    let (near, far): (Double, Double) =
      switch average {
      case .sma: slowWindow.count == slow ? (fastWindow.total.sum / Double(fast), slowWindow.total.sum / Double(slow)) : (.nan, .nan)
      case .ema: (fastAverage.value, slowAverage.value)
      }
    values[0] = 100 * MathFunctions.quotient(near - far, far)
  }
}
