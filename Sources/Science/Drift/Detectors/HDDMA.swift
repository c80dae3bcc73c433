#if canImport(Glibc)
internal import Glibc
#endif

/// HDDM-A: the mean of all values against the mean at the best earlier cut, under Hoeffding's bound for means.
///
/// ```text
/// cut: where mean + ε is least, ε(n) = √(ln(1/δ)/2n)        alarm   mean − mean_cut ≥ √(½ m ln(2/δ)),  m = (n − n_cut)/(n_cut n)
/// ```
/// A cut for falling means is kept likewise. MOA restarts on a fall without an alarm (its default), river raises the alarm when asked for both sides
/// (not its default) and keeps means by Welford's recursion. Values in 0…1. One comparison holds at level δ; continuous looking multiplies it.
///
/// - Complexity: O(1) time and memory.
///
/// Source: Frías-Blanco et al. 2015, A-test.
public struct HDDMA: DriftDetector, Hashable {
  /// Count and sum (MOA) or mean (river) of a stretch.
  struct Stretch: Hashable, Sendable, Codable {
    var count = 0
    var sum = 0.0
    var mean = 0.0
  }

  /// δ of an alarm.
  public let driftConfidence: Double
  /// δ of a warning.
  public let warningConfidence: Double
  /// Looks for falling means as well?
  public let isTwoSided: Bool
  /// Whose treatment of falling means.
  public let dialect: DetectorDialect
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// Did the latest value raise a warning?
  public private(set) var warning = false
  private var all = Stretch()
  private var low = Stretch()
  private var high = Stretch()

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - driftConfidence: 0…1, exclusive.
  ///   - warningConfidence: 0…1, exclusive.
  ///   - isTwoSided: nil for the dialect's own default: true for MOA, false for river.
  ///   - dialect: ``DetectorDialect/moa`` or ``DetectorDialect/river``.
  public init(driftConfidence: Double = 0.001, warningConfidence: Double = 0.005, isTwoSided: Bool? = nil, dialect: DetectorDialect = .moa) {
    precondition(driftConfidence > 0 && driftConfidence < 1 && warningConfidence > 0 && warningConfidence < 1, "confidences lie in 0…1")
    self.driftConfidence = driftConfidence
    self.warningConfidence = warningConfidence
    self.isTwoSided = isTwoSided ?? (dialect != .river)
    self.dialect = dialect
  }

  /// Takes in one value in 0…1.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    all.count += 1
    all.sum += value
    if dialect == .river { all.mean += (value - all.mean) / Double(all.count) } else { all.mean = all.sum / Double(all.count) }
    if low.count == 0 { low = all }
    if high.count == 0 { high = all }
    let width = bound(all.count)
    if low.mean + bound(low.count) >= all.mean + width { low = all }
    if high.mean - bound(high.count) <= all.mean - width { high = all }
    alarm = differs(all.mean - low.mean, low.count, driftConfidence)
    warning = !alarm && differs(all.mean - low.mean, low.count, warningConfidence)
    guard isTwoSided else { return }
    if dialect == .river {
      if differs(high.mean - all.mean, high.count, driftConfidence) {
        alarm = true
      } else if differs(high.mean - all.mean, high.count, warningConfidence) {
        warning = true
      }
    } else if !alarm, differs(high.mean - all.mean, high.count, driftConfidence) {
      (all, low, high) = (Stretch(), Stretch(), Stretch())
    }
  }

  private func bound(_ count: Int) -> Double { (1 / Double(2 * count) * log(1 / driftConfidence)).squareRoot() }

  private func differs(_ difference: Double, _ count: Int, _ confidence: Double) -> Bool {
    guard count != all.count else { return false }
    let reciprocal = Double(all.count - count) / Double(count) * (1 / Double(all.count))
    return difference >= (reciprocal / 2 * log(2 / confidence)).squareRoot()
  }

  /// Forgets all values.
  public mutating func reset() {
    alarm = false
    warning = false
    (all, low, high) = (Stretch(), Stretch(), Stretch())
  }

  static let parameterNames = ["drift_confidence", "warning_confidence", "two_sided_test", "as"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    self.init(
      driftConfidence: try reader.number("drift_confidence", default: 0.001, above: 0, below: 1),
      warningConfidence: try reader.number("warning_confidence", default: 0.005, above: 0, below: 1),
      isTwoSided: try reader.flag("two_sided_test"), dialect: try reader.dialect(among: [.moa, .river]))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "hddm_a",
      [
        "drift_confidence": "\(driftConfidence)", "warning_confidence": "\(warningConfidence)", "two_sided_test": "\(isTwoSided)",
        "as": dialect.rawValue,
      ])
  }

  /// Values since the last restart and their mean.
  public var readings: [DetectorReading] { [DetectorReading("width", Double(all.count)), DetectorReading("estimation", all.mean)] }
}
