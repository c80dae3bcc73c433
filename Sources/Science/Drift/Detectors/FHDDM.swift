#if canImport(Glibc)
internal import Glibc
#endif

/// Fast Hoeffding drift detection: the share of right answers in a window against the greatest such share seen.
///
/// ```text
/// alarm   p_max − p > √(ln(1/δ)/2n)        n: window; a second, shorter window likewise when given
/// ```
/// The input is an error indicator, 1 = error; the paper's p counts the right answers, 1 − x. river's dialect counts x itself, so that it alarms when errors become *fewer*: a fault,
/// kept for its numbers. Starts anew at the value after an alarm. A single comparison holds at level δ; continuous looking multiplies it.
///
/// - Complexity: O(1) a value (O(short window) for river's stacking), O(n) memory, allocated once.
///
/// Source: Pesaranghader & Viktor 2016; Pesaranghader, Viktor & Paquet 2018 for the stacking.
public struct FHDDM: DriftDetector, Hashable {
  /// n.
  public let windowSize: Int
  /// δ.
  public let confidence: Double
  /// Size of the short window; nil for none.
  public let shortWindowSize: Int?
  /// What is counted.
  public let dialect: DetectorDialect
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// FHDDM has no warning level.
  public var warning: Bool { false }
  private var window: [Double]
  private var next = 0
  private var count = 0
  private var sum = 0.0
  private var shortSum = 0.0
  private var greatest = 0.0
  private var shortGreatest = 0.0

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - windowSize: 1…10⁶.
  ///   - confidence: δ, 0…1, exclusive.
  ///   - shortWindowSize: 1…n, or nil.
  ///   - dialect: ``DetectorDialect/paper`` or ``DetectorDialect/river``.
  public init(windowSize: Int = 100, confidence: Double = 1e-6, shortWindowSize: Int? = nil, dialect: DetectorDialect = .paper) {
    precondition((1...1_000_000).contains(windowSize) && confidence > 0 && confidence < 1, "FHDDM's parameters are in range")
    precondition(shortWindowSize.map { (1...windowSize).contains($0) } ?? true, "the short window is within the long one")
    self.windowSize = windowSize
    self.confidence = confidence
    self.shortWindowSize = shortWindowSize
    self.dialect = dialect
    window = Array(repeating: 0, count: windowSize)
  }

  /// Takes in one error indicator, 0 or 1.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    let counted = dialect == .river ? value : 1 - value
    if count == windowSize { sum -= window[next] } else { count += 1 }
    if let size = shortWindowSize {
      // Zero until the short window is full: the ring starts empty.
      shortSum += counted - window[(next + windowSize - size) % windowSize]
    }
    window[next] = counted
    sum += counted
    next = next + 1 == windowSize ? 0 : next + 1
    alarm = false
    guard count == windowSize else { return }
    let share = sum / Double(windowSize)
    greatest = max(greatest, share)
    alarm = greatest - share > bound(windowSize)
    guard let size = shortWindowSize else { return }
    let shortShare = shortSum / Double(size)
    shortGreatest = max(shortGreatest, shortShare)
    alarm = alarm || shortGreatest - shortShare > bound(size)
  }

  private func bound(_ size: Int) -> Double { (log(1 / confidence) / Double(2 * size)).squareRoot() }

  /// Forgets all values.
  public mutating func reset() {
    alarm = false
    for index in window.indices { window[index] = 0 }
    (next, count, sum, shortSum, greatest, shortGreatest) = (0, 0, 0, 0, 0, 0)
  }

  static let parameterNames = ["sliding_window_size", "confidence_level", "short_window_size", "as"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    let size = try reader.whole("sliding_window_size", default: 100, in: 1...1_000_000)
    let short = reader.text("short_window_size")
    self.init(
      windowSize: size, confidence: try reader.number("confidence_level", default: 1e-6, above: 0, below: 1),
      shortWindowSize: short == nil || short == "None" ? nil : try reader.whole("short_window_size", default: 1, in: 1...size),
      dialect: try reader.dialect(among: [.paper, .river]))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "fhddm",
      [
        "sliding_window_size": "\(windowSize)", "confidence_level": "\(confidence)", "short_window_size": shortWindowSize.map(String.init) ?? "None",
        "as": dialect.rawValue,
      ])
  }

  /// Values in the window, their share and the greatest share.
  public var readings: [DetectorReading] {
    [
      DetectorReading("width", Double(count)), DetectorReading("estimation", count > 0 ? sum / Double(count) : 0),
      DetectorReading("greatest", greatest),
    ]
  }
}
