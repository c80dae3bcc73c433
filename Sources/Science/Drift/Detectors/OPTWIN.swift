#if canImport(Glibc)
internal import Glibc
#endif

/// OPTWIN: one cut of the window, placed where a change of ρ deviations is just found, tested for a change of mean (Welch's t) and of spread (F).
///
/// ```text
/// h older, m newer of the window:  the least m with  t(δ′; f) √(1/h + F(δ′)/m) ≤ ρ,  halves where there is none        δ′ = δ^¼
/// alarm   |t| > t(δ′)   or   (s_m + η)²/(s_h + η)² > F(δ′)        η = 10⁻⁵
/// ```
/// δ is the confidence of one look, as the paper says it; a look is taken at every value, so that it is no level of the run. The quantiles are close approximations
/// (``NormalQuantile``: below 1 % from 15 values a side). Starts anew at the value after an alarm.
///
/// - Complexity: O(1) amortised a value; memory O(`maximumWidth`), allocated once.
///
/// Source: Tosi & Theobald 2024.
public struct OPTWIN: DriftDetector, Hashable {
  /// δ.
  public let confidence: Double
  /// ρ.
  public let robustness: Double
  /// Values before the first look.
  public let minimumWidth: Int
  /// Values kept at most.
  public let maximumWidth: Int
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// OPTWIN has no warning level here.
  public var warning: Bool { false }
  /// Values in the window.
  public private(set) var width = 0
  /// Φ⁻¹(δ′).
  private let quantile: Double
  private var ring: [Double]
  private var first = 0
  /// Values of the older part.
  private var older = 0
  private var offset = 0.0
  private var olderSum = 0.0
  private var olderSquares = 0.0
  private var newerSum = 0.0
  private var newerSquares = 0.0
  /// Newer part of the latest split.
  private var newerSize: Int

  /// A detector with an empty window.
  ///
  /// - Parameters:
  ///   - confidence: ½…1, exclusive.
  ///   - robustness: > 0 deviations.
  ///   - minimumWidth: ≥ 30.
  ///   - maximumWidth: above the minimum, at most 10⁶.
  public init(confidence: Double = 0.99, robustness: Double = 0.5, minimumWidth: Int = 30, maximumWidth: Int = 25_000) {
    precondition(confidence > 0.5 && confidence < 1 && robustness > 0 && minimumWidth >= 30, "OPTWIN's parameters are in range")
    precondition(maximumWidth > minimumWidth && maximumWidth <= 1_000_000, "OPTWIN's window is in range")
    self.confidence = confidence
    self.robustness = robustness
    self.minimumWidth = minimumWidth
    self.maximumWidth = maximumWidth
    quantile = NormalQuantile.normal(pow(confidence, 0.25))
    ring = Array(repeating: 0, count: maximumWidth)
    newerSize = 15
  }

  /// Takes in one value.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    if width == 0 { offset = value }
    if width == maximumWidth {
      let old = ring[first] - offset
      first = first + 1 == maximumWidth ? 0 : first + 1
      width -= 1
      older -= 1
      olderSum -= old
      olderSquares -= old * old
    }
    ring[(first + width) % maximumWidth] = value
    width += 1
    let centred = value - offset
    newerSum += centred
    newerSquares += centred * centred
    guard width >= minimumWidth else { return }
    place()
    while older < width - newerSize { shift() }
    while older > width - newerSize { unshift() }
    alarm = differs()
  }

  /// Moves the boundary one value on.
  private mutating func shift() {
    let value = ring[(first + older) % maximumWidth] - offset
    older += 1
    olderSum += value
    olderSquares += value * value
    newerSum -= value
    newerSquares -= value * value
  }

  private mutating func unshift() {
    older -= 1
    let value = ring[(first + older) % maximumWidth] - offset
    olderSum -= value
    olderSquares -= value * value
    newerSum += value
    newerSquares += value * value
  }

  /// Can a change of ρ deviations be found with m newer values?
  private func suffices(_ m: Int) -> Bool {
    let (h, m) = (Double(width - m), Double(m))
    let spread = NormalQuantile.f(normal: quantile, m - 1, h - 1)
    return NormalQuantile.student(normal: quantile, degrees: Self.degrees(1 / h, h, spread / m, m)) * (1 / h + spread / m).squareRoot() <= robustness
  }

  private static func degrees(_ a: Double, _ h: Double, _ b: Double, _ m: Double) -> Double {
    (a + b) * (a + b) / (a * a / (h - 1) + b * b / (m - 1))
  }

  /// Finds the least newer part that suffices, from the latest on; it moves by little as the window grows.
  private mutating func place() {
    if width == maximumWidth, older == width - newerSize - 1 || older == width - newerSize { return }
    var size = min(newerSize, width / 2)
    if suffices(size) {
      while size > 15, suffices(size - 1) { size -= 1 }
    } else {
      // A few steps a value bound the work; the halves stand in until a cut suffices.
      var steps = 0
      while size < width / 2, steps < 8, !suffices(size) {
        size += 1
        steps += 1
      }
    }
    newerSize = max(15, size)
  }

  private func differs() -> Bool {
    let (h, m) = (Double(older), Double(width - older))
    let olderVariance = max(0, olderSquares - olderSum * olderSum / h) / (h - 1)
    let newerVariance = max(0, newerSquares - newerSum * newerSum / m) / (m - 1)
    let noise = 1e-5
    let ratio = (newerVariance.squareRoot() + noise) / (olderVariance.squareRoot() + noise)
    if ratio * ratio > NormalQuantile.f(normal: quantile, m - 1, h - 1) { return true }
    let (a, b) = ((olderVariance + noise * noise) / h, (newerVariance + noise * noise) / m)
    let t = abs(olderSum / h - newerSum / m) / (a + b).squareRoot()
    return t > NormalQuantile.student(normal: quantile, degrees: Self.degrees(a, h, b, m))
  }

  /// Forgets all values.
  public mutating func reset() {
    (alarm, width, first, older, offset) = (false, 0, 0, 0, 0)
    (olderSum, olderSquares, newerSum, newerSquares, newerSize) = (0, 0, 0, 0, 15)
    for index in ring.indices { ring[index] = 0 }
  }

  static let parameterNames = ["confidence", "robustness", "min_width", "max_width"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    let minimum = try reader.whole("min_width", default: 30, in: 30...999_999)
    self.init(
      confidence: try reader.number("confidence", default: 0.99, above: 0.5, below: 1),
      robustness: try reader.number("robustness", default: 0.5, above: 0, below: 1e6), minimumWidth: minimum,
      maximumWidth: try reader.whole("max_width", default: max(25_000, minimum + 1), in: (minimum + 1)...1_000_000))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "optwin",
      ["confidence": "\(confidence)", "robustness": "\(robustness)", "min_width": "\(minimumWidth)", "max_width": "\(maximumWidth)"])
  }

  /// Values of the window and of its newer part, and its mean.
  public var readings: [DetectorReading] {
    [
      DetectorReading("width", Double(width)), DetectorReading("newer", Double(width - older)),
      DetectorReading("estimation", width > 0 ? offset + (olderSum + newerSum) / Double(width) : 0),
    ]
  }
}
