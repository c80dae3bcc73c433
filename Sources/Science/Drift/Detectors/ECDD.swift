#if canImport(Glibc)
internal import Glibc
#endif

/// ECDD: an exponentially weighted mean of error indicators against a control limit that is meant to give a stated average run length.
///
/// ```text
/// z ← z + λ(x − z)        σ = √(p(1 − p) λ/(2 − λ) (1 − (1 − λ)²ⁿ))        alarm   z > p + L(p)σ        warning   z > p + ½ L(p)σ
/// ```
/// L is the published polynomial in p for an average run length of 100, 400 or 1000, fitted for λ = 0.2 and a known p; p is estimated here, so that the run length is not
/// guaranteed (the simulation measures it). MOA looks one value earlier for warnings than frouros. Starts anew at the value after an alarm.
///
/// - Complexity: O(1) time and memory.
///
/// Source: Ross, Adams, Tasoulis & Hand 2012, table 1.
public struct ECDD: DriftDetector, Hashable {
  /// λ.
  public let decay: Double
  /// 100, 400 or 1000.
  public let averageRunLength: Int
  /// Share of L at which it warns.
  public let warningLevel: Double
  /// Values before the first look.
  public let minimumCount: Int
  /// Whose counting and recursion.
  public let dialect: DetectorDialect
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// Did the latest value raise a warning?
  public private(set) var warning = false
  private var count = 0
  private var sum = 0.0
  private var share = 0.0
  private var weighted = 0.0

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - decay: λ, 0…1.
  ///   - averageRunLength: 100, 400 or 1000.
  ///   - warningLevel: 0…1, exclusive.
  ///   - minimumCount: ≥ 0.
  ///   - dialect: ``DetectorDialect/moa`` or ``DetectorDialect/frouros``.
  public init(decay: Double = 0.2, averageRunLength: Int = 400, warningLevel: Double = 0.5, minimumCount: Int = 30, dialect: DetectorDialect = .moa) {
    precondition(decay > 0 && decay <= 1 && [100, 400, 1000].contains(averageRunLength), "ECDD's parameters are in range")
    precondition(warningLevel > 0 && warningLevel < 1 && minimumCount >= 0, "ECDD's parameters are in range")
    self.decay = decay
    self.averageRunLength = averageRunLength
    self.warningLevel = warningLevel
    self.minimumCount = minimumCount
    self.dialect = dialect
  }

  /// Takes in one error indicator, 0 or 1.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    count += 1
    sum += value
    if dialect == .frouros {
      share += (value - share) / Double(count)
      weighted = decay * value + (1 - decay) * weighted
    } else {
      share = sum / Double(count)
      weighted += decay * (value - weighted)
    }
    warning = false
    let isLate = dialect == .frouros
    guard isLate ? count >= minimumCount : count + 1 >= minimumCount else { return }
    let variance = share * (1 - share) * decay * (1 - pow(1 - decay, 2 * Double(count))) / (2 - decay)
    let limit = limit(share) * max(0, variance).squareRoot()
    alarm = count >= minimumCount && weighted > share + limit
    warning = !alarm && weighted > share + warningLevel * limit
  }

  /// L(p).
  private func limit(_ p: Double) -> Double {
    switch averageRunLength {
    case 100: 2.76 - 6.23 * p + 18.12 * pow(p, 3) - 312.45 * pow(p, 5) + 1002.18 * pow(p, 7)
    case 400: 3.97 - 6.56 * p + 48.73 * pow(p, 3) - 330.13 * pow(p, 5) + 848.18 * pow(p, 7)
    default: 1.17 + 7.56 * p - 21.24 * pow(p, 3) + 112.12 * pow(p, 5) - 987.23 * pow(p, 7)
    }
  }

  /// Forgets all values.
  public mutating func reset() {
    alarm = false
    warning = false
    (count, sum, share, weighted) = (0, 0, 0, 0)
  }

  static let parameterNames = ["lambda_", "average_run_length", "warning_level", "min_num_instances", "as"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    let length = try reader.choice("average_run_length", default: "400", among: ["100", "400", "1000"])
    self.init(
      decay: try reader.number("lambda_", default: 0.2, above: 0, below: 1.0.nextUp), averageRunLength: Int(length) ?? 400,
      warningLevel: try reader.number("warning_level", default: 0.5, above: 0, below: 1),
      minimumCount: try reader.whole("min_num_instances", default: 30, in: 0...1_000_000_000), dialect: try reader.dialect(among: [.moa, .frouros]))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "ecdd",
      [
        "lambda_": "\(decay)", "average_run_length": "\(averageRunLength)", "warning_level": "\(warningLevel)", "min_num_instances": "\(minimumCount)",
        "as": dialect.rawValue,
      ])
  }

  /// Values since the last alarm, their share of errors and the weighted one.
  public var readings: [DetectorReading] {
    [DetectorReading("width", Double(count)), DetectorReading("estimation", share), DetectorReading("weighted", weighted)]
  }
}
