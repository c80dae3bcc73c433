/// Early drift detection method: the distance between two errors, mean m and deviation s, against the largest m + 2s seen.
///
/// ```text
/// v = (m + 2s) / max (m + 2s)        warning   v < α = 0.95        alarm   v < β = 0.9        after more than `warmStart` errors
/// ```
/// MOA divides the squares by the number of errors, river by one less; MOA looks one value earlier. A warning stands until the next error.
/// Starts anew at the value after an alarm. It claims no level: its threshold is a ratio, and the alarms on a steady stream show it.
///
/// - Complexity: O(1) time and memory.
///
/// Source: Baena-García et al. 2006.
public struct EDDM: DriftDetector, Hashable {
  /// Values and errors before the first look.
  public let warmStart: Int
  /// Warning ratio.
  public let alpha: Double
  /// Alarm ratio, at most `alpha`.
  public let beta: Double
  /// Whose deviation.
  public let dialect: DetectorDialect
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// Does a warning stand?
  public private(set) var warning = false
  private var count = 0
  private var errors = 0
  private var lastError = 0
  private var mean = 0.0
  private var squares = 0.0
  private var greatest = 0.0

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - warmStart: ≥ 0.
  ///   - alpha: 0…1.
  ///   - beta: 0…α.
  ///   - dialect: ``DetectorDialect/moa`` or ``DetectorDialect/river``.
  public init(warmStart: Int = 30, alpha: Double = 0.95, beta: Double = 0.9, dialect: DetectorDialect = .moa) {
    precondition(warmStart >= 0 && alpha <= 1 && beta > 0 && beta <= alpha, "EDDM's parameters are in range")
    self.warmStart = warmStart
    self.alpha = alpha
    self.beta = beta
    self.dialect = dialect
  }

  /// Takes in one error indicator: 1 is an error, everything else is none.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    count += 1
    guard value == 1 else { return }
    errors += 1
    let distance = Double(count - lastError)
    lastError = count
    let before = mean
    mean += (distance - mean) / Double(errors)
    squares += (distance - mean) * (distance - before)
    let isRiver = dialect == .river
    let divisor = isRiver ? errors - 1 : errors
    let level = mean + 2 * (divisor > 0 ? (squares / Double(divisor)).squareRoot() : 0)
    if !isRiver { warning = false }
    guard isRiver ? count > warmStart : count + 1 > warmStart else {
      // MOA compares before its warm start but stores nothing.
      return
    }
    if level > greatest {
      greatest = level
    } else if errors > warmStart {
      let ratio = level / greatest
      alarm = ratio < beta
      if !alarm { warning = ratio < alpha }
    }
  }

  /// Forgets all values.
  public mutating func reset() {
    self = EDDM(warmStart: warmStart, alpha: alpha, beta: beta, dialect: dialect)
  }

  static let parameterNames = ["warm_start", "alpha", "beta", "as"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    let alpha = try reader.number("alpha", default: 0.95, above: 0, below: 1.0.nextUp)
    self.init(
      warmStart: try reader.whole("warm_start", default: 30, in: 0...1_000_000_000), alpha: alpha,
      beta: try reader.number("beta", default: min(0.9, alpha), above: 0, below: alpha.nextUp), dialect: try reader.dialect(among: [.moa, .river]))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey("eddm", ["warm_start": "\(warmStart)", "alpha": "\(alpha)", "beta": "\(beta)", "as": dialect.rawValue])
  }

  /// Values and errors since the last alarm, and the mean distance of errors.
  public var readings: [DetectorReading] {
    [DetectorReading("width", Double(count)), DetectorReading("errors", Double(errors)), DetectorReading("distance", mean)]
  }
}
