#if canImport(Glibc)
internal import Glibc
#endif

/// A confidence sequence for the mean of bounded values, valid at every time at once, and the alarm that no mean fits all of it.
///
/// ```text
/// λₙ = min(½, √(2 ln(2/α)/(σ̂²ₙ₋₁ n ln(n + 1))))        v = 4(z − μ̂ₙ₋₁)²        ψ(λ) = (−ln(1 − λ) − λ)/4
/// centre = Σλz/Σλ        radius = (ln(2/α) + Σ vψ(λ))/Σλ        alarm where the intersection of all intervals is empty
/// ```
/// While E[z | past] is one constant, it lies in all intervals with probability 1 − α: the chance of a false alarm, ever, is at most α (a run after an alarm has the same chance
/// again). Starts anew at the value after an alarm.
///
/// - Complexity: O(1) time and memory.
///
/// Source: Waudby-Smith & Ramdas 2024, theorem 2 (predictable plug-in empirical Bernstein).
public struct ConfidenceSequence: DriftDetector, Hashable {
  /// α.
  public let alpha: Double
  /// Least value.
  public let low: Double
  /// Greatest value.
  public let high: Double
  /// Did the latest value empty the intersection?
  public private(set) var alarm = false
  /// It has no warning level.
  public var warning: Bool { false }
  /// Values since the last alarm.
  public private(set) var count = 0
  private var weights = 0.0
  private var weighted = 0.0
  private var penalty = 0.0
  private var sum = 0.5
  private var squares = 0.25
  private var bottom = 0.0
  private var top = 1.0

  /// A sequence without a value.
  ///
  /// - Parameters:
  ///   - alpha: 0…1, exclusive.
  ///   - low: least possible value; smaller ones count as it.
  ///   - high: greatest possible value.
  public init(alpha: Double = 1e-3, low: Double = 0, high: Double = 1) {
    precondition(alpha > 0 && alpha < 1 && low < high, "the sequence's parameters are in range")
    self.alpha = alpha
    self.low = low
    self.high = high
  }

  /// The interval that holds the mean; the whole range before the first value.
  public var interval: ClosedRange<Double> {
    let scale = high - low
    return (low + scale * min(bottom, top))...(low + scale * max(bottom, top))
  }

  /// Takes in one value.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    let z = (min(max(value, low), high) - low) / (high - low)
    count += 1
    let n = Double(count)
    // Mean and variance of the values before, with one half and one quarter to start from.
    let mean = sum / n
    let variance = squares / n
    let confidence = log(2 / alpha)
    let bet = min(0.5, (2 * confidence / (max(variance, 1e-12) * n * log(n + 1))).squareRoot())
    weights += bet
    weighted += bet * z
    penalty += 4 * (z - mean) * (z - mean) * (-log(1 - bet) - bet) / 4
    sum += z
    let after = sum / (n + 1)
    squares += (z - after) * (z - after)
    let radius = (confidence + penalty) / weights
    bottom = max(bottom, weighted / weights - radius)
    top = min(top, weighted / weights + radius)
    alarm = bottom > top
  }

  /// Forgets all values.
  public mutating func reset() { self = ConfidenceSequence(alpha: alpha, low: low, high: high) }

  /// The chance of a false alarm.
  public var guarantee: String? {
    "while the mean given the past is constant, dependence or not: the chance of a false alarm, ever, is at most \(NumberText.short(alpha)) from each start"
  }

  static let parameterNames = ["alpha", "low", "high"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    let low = try reader.number("low", default: 0, above: -1e300, below: 1e300)
    self.init(
      alpha: try reader.number("alpha", default: 1e-3, above: 0, below: 1), low: low, high: try reader.number("high", default: 1, above: low, below: 1e300))
  }

  /// Name and all parameters.
  public var key: DetectorKey { DetectorKey("confidence_sequence", ["alpha": "\(alpha)", "low": "\(low)", "high": "\(high)"]) }

  /// Values since the last alarm and the interval.
  public var readings: [DetectorReading] {
    [
      DetectorReading("width", Double(count)), DetectorReading("lower", interval.lowerBound), DetectorReading("upper", interval.upperBound),
    ]
  }
}
