#if canImport(Glibc)
internal import Glibc
#endif

/// STEPD: a test of equal proportions between the last r error indicators and all before them.
///
/// ```text
/// z = (|p_o − p_r| − ½ q)/√(p(1 − p) q)        q = 1/n_o + 1/n_r,  p over both        alarm   P(z) < α_d, looked at once n_o ≥ r
/// ```
/// P is the normal law's two tails for the paper and MOA, one for frouros. Where all indicators are equal the statistic is 0/0: the paper's dialect keeps quiet, MOA and
/// frouros alarm. Starts anew at the value after an alarm. α_d holds for one look; continuous looking multiplies it.
///
/// - Complexity: O(1) time, O(r) memory, allocated once.
///
/// Source: Nishida & Yamauchi 2007.
public struct STEPD: DriftDetector, Hashable {
  /// r.
  public let windowSize: Int
  /// α_d.
  public let alphaDrift: Double
  /// α_w.
  public let alphaWarning: Double
  /// Counts 1 − x instead of x; the statistic is the same.
  public let isComplemented: Bool
  /// Whose tails.
  public let dialect: DetectorDialect
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// Did the latest value raise a warning?
  public private(set) var warning = false
  private var window: [Double]
  private var next = 0
  private var recent = 0
  private var recentSum = 0.0
  private var older = 0
  private var olderSum = 0.0

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - windowSize: 1…10⁶.
  ///   - alphaDrift: 0…1, exclusive.
  ///   - alphaWarning: 0…1, exclusive.
  ///   - isComplemented: count 1 − x.
  ///   - dialect: ``DetectorDialect/paper``, ``DetectorDialect/moa`` or ``DetectorDialect/frouros``.
  public init(
    windowSize: Int = 30, alphaDrift: Double = 0.003, alphaWarning: Double = 0.05, isComplemented: Bool = false, dialect: DetectorDialect = .paper
  ) {
    precondition((1...1_000_000).contains(windowSize), "STEPD's window holds 1…10⁶ values")
    precondition(alphaDrift > 0 && alphaDrift < 1 && alphaWarning > 0 && alphaWarning < 1, "levels lie in 0…1")
    self.windowSize = windowSize
    self.alphaDrift = alphaDrift
    self.alphaWarning = alphaWarning
    self.isComplemented = isComplemented
    self.dialect = dialect
    window = Array(repeating: 0, count: windowSize)
  }

  /// Takes in one error indicator, 0 or 1.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    let counted = isComplemented ? 1 - value : value
    if recent == windowSize {
      olderSum += window[next]
      older += 1
      recentSum -= window[next]
    } else {
      recent += 1
    }
    window[next] = counted
    recentSum += counted
    next = next + 1 == windowSize ? 0 : next + 1
    warning = false
    guard older >= windowSize else { return }
    let p = tail()
    alarm = p < alphaDrift
    warning = !alarm && p < alphaWarning
  }

  private func tail() -> Double {
    let (n, r) = (Double(older), Double(recent))
    let share = (olderSum + recentSum) / (n + r)
    let reciprocal = 1 / n + 1 / r
    let variance = share * (1 - share) * reciprocal
    if dialect == .paper && variance <= 0 { return 1 }
    let statistic = abs((abs(olderSum / n - recentSum / r) - reciprocal / 2) / variance.squareRoot())
    let oneTail = erfc(statistic / 2.0.squareRoot()) / 2
    return dialect == .frouros ? oneTail : 2 * oneTail
  }

  /// Forgets all values.
  public mutating func reset() {
    alarm = false
    warning = false
    for index in window.indices { window[index] = 0 }
    (next, recent, recentSum, older, olderSum) = (0, 0, 0, 0, 0)
  }

  static let parameterNames = ["min_num_instances", "alpha_d", "alpha_w", "input", "as"]

  /// The detector a key describes: `min_num_instances` is r, `input` is `x` or `1-x`.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    self.init(
      windowSize: try reader.whole("min_num_instances", default: 30, in: 1...1_000_000),
      alphaDrift: try reader.number("alpha_d", default: 0.003, above: 0, below: 1),
      alphaWarning: try reader.number("alpha_w", default: 0.05, above: 0, below: 1),
      isComplemented: try reader.choice("input", default: "x", among: ["x", "1-x"]) == "1-x",
      dialect: try reader.dialect(among: [.paper, .moa, .frouros]))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "stepd",
      [
        "min_num_instances": "\(windowSize)", "alpha_d": "\(alphaDrift)", "alpha_w": "\(alphaWarning)", "input": isComplemented ? "1-x" : "x",
        "as": dialect.rawValue,
      ])
  }

  /// Both windows and their shares.
  public var readings: [DetectorReading] {
    [
      DetectorReading("width", Double(older + recent)), DetectorReading("older", older > 0 ? olderSum / Double(older) : 0),
      DetectorReading("recent", recent > 0 ? recentSum / Double(recent) : 0),
    ]
  }
}
