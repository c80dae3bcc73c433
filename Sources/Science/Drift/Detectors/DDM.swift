/// Drift detection method: the error rate p with its deviation s = √(p(1 − p)/n) against the lowest p + s seen.
///
/// ```text
/// warning   p + s > p_min + w · s_min        alarm   p + s > p_min + d · s_min        w = 2, d = 3
/// ```
/// MOA looks from value `warmStart` − 1 on for warnings and from `warmStart` on for alarms; river from `warmStart` + 1 on for both. Starts anew at the
/// value after an alarm. It claims no level: the false alarms of its 3σ rule under continuous looking are measured, not bounded.
///
/// - Complexity: O(1) time and memory.
///
/// Source: Gama, Medas, Castillo & Rodrigues 2004.
public struct DDM: DriftDetector, Hashable {
  /// Values before the first look.
  public let warmStart: Int
  /// w.
  public let warningThreshold: Double
  /// d.
  public let driftThreshold: Double
  /// Whose counting of the warm start.
  public let dialect: DetectorDialect
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// Did the latest value raise a warning?
  public private(set) var warning = false
  /// Error rate since the last alarm.
  public private(set) var estimation = 0.0
  private var count = 0
  private var leastRate: Double?
  private var leastDeviation = 0.0

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - warmStart: ≥ 0 values.
  ///   - warningThreshold: > 0 deviations.
  ///   - driftThreshold: > 0 deviations.
  ///   - dialect: ``DetectorDialect/moa`` or ``DetectorDialect/river``.
  public init(warmStart: Int = 30, warningThreshold: Double = 2, driftThreshold: Double = 3, dialect: DetectorDialect = .moa) {
    precondition(warmStart >= 0 && warningThreshold > 0 && driftThreshold > 0, "DDM's parameters are in range")
    self.warmStart = warmStart
    self.warningThreshold = warningThreshold
    self.driftThreshold = driftThreshold
    self.dialect = dialect
  }

  /// Takes in one error indicator, 0…1.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    count += 1
    estimation += (value - estimation) / Double(count)
    warning = false
    let isRiver = dialect == .river
    guard isRiver ? count > warmStart : count + 1 >= warmStart else { return }
    let deviation = max(0, estimation * (1 - estimation) / Double(count)).squareRoot()
    let level = estimation + deviation
    if leastRate.map({ level <= $0 + leastDeviation }) ?? true {
      leastRate = estimation
      leastDeviation = deviation
    }
    let rate = leastRate ?? estimation
    alarm = (isRiver || count >= warmStart) && level > rate + driftThreshold * leastDeviation
    warning = !alarm && level > rate + warningThreshold * leastDeviation
  }

  /// Forgets all values.
  public mutating func reset() {
    alarm = false
    warning = false
    estimation = 0
    count = 0
    leastRate = nil
    leastDeviation = 0
  }

  static let parameterNames = ["warm_start", "warning_threshold", "drift_threshold", "as"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    self.init(
      warmStart: try reader.whole("warm_start", default: 30, in: 0...1_000_000_000),
      warningThreshold: try reader.number("warning_threshold", default: 2, above: 0, below: 1e6),
      driftThreshold: try reader.number("drift_threshold", default: 3, above: 0, below: 1e6),
      dialect: try reader.dialect(among: [.moa, .river]))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey("ddm", ["warm_start": "\(warmStart)", "warning_threshold": "\(warningThreshold)", "drift_threshold": "\(driftThreshold)", "as": dialect.rawValue])
  }

  /// Values since the last alarm, their error rate, and the lowest level.
  public var readings: [DetectorReading] {
    [
      DetectorReading("width", Double(count)), DetectorReading("estimation", estimation),
      DetectorReading("least", (leastRate ?? 0) + leastDeviation),
    ]
  }
}
