#if canImport(Glibc)
internal import Glibc
#endif

/// HDDM-W: an exponentially weighted mean before the best earlier cut against one after it, under McDiarmid's bound.
///
/// ```text
/// z ← λx + (1 − λ)z        b ← λ² + (1 − λ)² b        alarm   z₂ − z₁ > √((b₁ + b₂) ln(1/δ)/2)
/// ```
/// MOA and the paper start z at the first value with b = 1. river starts z anew whenever it is 0 and b one step later: two faults, kept in its dialect. A fall of the mean
/// is looked for on request: MOA restarts without an alarm, river raises it. Values in 0…1. One comparison holds at level δ; continuous looking multiplies it.
///
/// - Complexity: O(1) time and memory.
///
/// Source: Frías-Blanco et al. 2015, W-test.
public struct HDDMW: DriftDetector, Hashable {
  /// A weighted mean and the sum of its squared weights.
  struct Sample: Hashable, Sendable, Codable {
    var isEmpty = true
    var mean = 0.0
    var bound = 1.0

    mutating func update(_ value: Double, decay: Double, isRiver: Bool) {
      let rest = 1 - decay
      if isRiver {
        mean = mean == 0 ? value : decay * value + rest * mean
        bound = decay * decay + rest * rest * bound
      } else if !isEmpty {
        mean = decay * value + rest * mean
        bound = decay * decay + rest * rest * bound
      } else {
        mean = value
        bound = 1
      }
      isEmpty = false
    }
  }

  /// δ of an alarm.
  public let driftConfidence: Double
  /// δ of a warning.
  public let warningConfidence: Double
  /// λ: weight of the newest value.
  public let decay: Double
  /// Looks for falling means as well?
  public let isTwoSided: Bool
  /// Whose start of the means.
  public let dialect: DetectorDialect
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// Did the latest value raise a warning?
  public private(set) var warning = false
  private var total = Sample()
  private var risingBefore = Sample()
  private var risingAfter = Sample()
  private var fallingBefore = Sample()
  private var fallingAfter = Sample()
  private var least = Double.greatestFiniteMagnitude
  private var greatest: Double

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - driftConfidence: 0…1, exclusive.
  ///   - warningConfidence: 0…1, exclusive.
  ///   - decay: λ, 0…1, exclusive.
  ///   - isTwoSided: look for falls as well.
  ///   - dialect: ``DetectorDialect/moa`` or ``DetectorDialect/river``.
  public init(
    driftConfidence: Double = 0.001, warningConfidence: Double = 0.005, decay: Double = 0.05, isTwoSided: Bool = false, dialect: DetectorDialect = .moa
  ) {
    precondition(driftConfidence > 0 && driftConfidence < 1 && warningConfidence > 0 && warningConfidence < 1, "confidences lie in 0…1")
    precondition(decay > 0 && decay < 1, "λ lies in 0…1")
    self.driftConfidence = driftConfidence
    self.warningConfidence = warningConfidence
    self.decay = decay
    self.isTwoSided = isTwoSided
    self.dialect = dialect
    // MOA means −∞ and writes the least positive number.
    greatest = dialect == .river ? -.greatestFiniteMagnitude : .leastNonzeroMagnitude
  }

  /// Takes in one value in 0…1.
  public mutating func update(_ value: Double) {
    let isRiver = dialect == .river
    if alarm && isRiver { reset() }
    total.update(value, decay: decay, isRiver: isRiver)
    let rising = total.mean + radius(total.bound, driftConfidence)
    if rising < least {
      least = rising
      risingBefore = total
      risingAfter = Sample()
    } else {
      risingAfter.update(value, decay: decay, isRiver: isRiver)
    }
    alarm = isAbove(risingAfter, risingBefore, driftConfidence)
    warning = !alarm && isAbove(risingAfter, risingBefore, warningConfidence)
    // MOA restarts at once, and its falling side then sees the alarm's value again.
    if alarm && !isRiver { restart() }
    let falling = total.isEmpty ? -1 : total.mean - radius(total.bound, driftConfidence)
    if falling > greatest {
      greatest = falling
      fallingBefore = total
      fallingAfter = Sample()
    } else {
      fallingAfter.update(value, decay: decay, isRiver: isRiver)
    }
    guard isTwoSided else { return }
    if isAbove(fallingBefore, fallingAfter, driftConfidence) {
      if isRiver {
        alarm = true
      } else {
        restart()
        warning = false
      }
    } else if isRiver, isAbove(fallingBefore, fallingAfter, warningConfidence) {
      warning = true
    }
  }

  private func radius(_ bound: Double, _ confidence: Double) -> Double { (bound * log(1 / confidence) / 2).squareRoot() }

  private func isAbove(_ upper: Sample, _ lower: Sample, _ confidence: Double) -> Bool {
    !upper.isEmpty && !lower.isEmpty && upper.mean - lower.mean > radius(upper.bound + lower.bound, confidence)
  }

  private mutating func restart() {
    let (raised, warned) = (alarm, warning)
    reset()
    (alarm, warning) = (raised, warned)
  }

  /// Forgets all values.
  public mutating func reset() {
    self = HDDMW(
      driftConfidence: driftConfidence, warningConfidence: warningConfidence, decay: decay, isTwoSided: isTwoSided, dialect: dialect)
  }

  static let parameterNames = ["drift_confidence", "warning_confidence", "lambda_val", "two_sided_test", "as"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    self.init(
      driftConfidence: try reader.number("drift_confidence", default: 0.001, above: 0, below: 1),
      warningConfidence: try reader.number("warning_confidence", default: 0.005, above: 0, below: 1),
      decay: try reader.number("lambda_val", default: 0.05, above: 0, below: 1), isTwoSided: try reader.flag("two_sided_test") ?? false,
      dialect: try reader.dialect(among: [.moa, .river]))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "hddm_w",
      [
        "drift_confidence": "\(driftConfidence)", "warning_confidence": "\(warningConfidence)", "lambda_val": "\(decay)",
        "two_sided_test": "\(isTwoSided)", "as": dialect.rawValue,
      ])
  }

  /// The weighted mean.
  public var readings: [DetectorReading] { [DetectorReading("estimation", total.mean)] }
}
