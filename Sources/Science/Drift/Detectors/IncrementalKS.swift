#if canImport(Glibc)
internal import Glibc
#endif

/// Incremental Kolmogorov–Smirnov test of a sliding window: against the first values of the stream, or against the window just before it.
///
/// ```text
/// alarm   D ≥ √(−½ ln(α/2)) · √((n + w)/(n w))
/// ```
/// α holds for one look at independent values (the limiting law); a look is taken at every value, and the level of the run is far above it: the simulation measures by how
/// much. Starts anew, with a new reference, at the value after an alarm.
///
/// - Complexity: O(log n) a value and O(n + w) memory, allocated once (a new reference is sorted once an alarm).
///
/// Source: dos Reis, Flach, Matwin & Batista 2016.
public struct IncrementalKS: DriftDetector, Hashable {
  /// α of one look.
  public let alpha: Double
  /// w.
  public let windowSize: Int
  /// n; nil for the window just before.
  public let referenceSize: Int?
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// It has no warning level.
  public var warning: Bool { false }
  private var reference: [Double]
  private var referenceFilled = 0
  private var sliding: SlidingKS?
  private var windows: TwoWindowKS?

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - alpha: 0…1, exclusive.
  ///   - windowSize: 2…10⁶.
  ///   - referenceSize: 2…10⁶, or nil for the window just before.
  public init(alpha: Double = 0.001, windowSize: Int = 100, referenceSize: Int? = 500) {
    precondition(alpha > 0 && alpha < 1 && (2...1_000_000).contains(windowSize), "the test's parameters are in range")
    precondition(referenceSize.map { (2...1_000_000).contains($0) } ?? true, "the reference's size is in range")
    self.alpha = alpha
    self.windowSize = windowSize
    self.referenceSize = referenceSize
    reference = Array(repeating: 0, count: referenceSize ?? 0)
    if referenceSize == nil { windows = TwoWindowKS(window: windowSize) }
  }

  /// D of the latest look; nil when there was none.
  public var distance: Double? { sliding?.distance ?? windows?.distance }

  /// The D that raises the alarm.
  public var criticalDistance: Double {
    let (n, w) = (Double(referenceSize ?? windowSize), Double(windowSize))
    return (-0.5 * log(alpha / 2)).squareRoot() * ((n + w) / (n * w)).squareRoot()
  }

  /// Takes in one value.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    if let size = referenceSize, referenceFilled < size {
      reference[referenceFilled] = value
      referenceFilled += 1
      if referenceFilled == size { sliding = SlidingKS(reference: reference, window: windowSize) }
      return
    }
    if referenceSize == nil { windows?.update(value) } else { sliding?.update(value) }
    alarm = distance.map { $0 >= criticalDistance } ?? false
  }

  /// Forgets all values, the reference included.
  public mutating func reset() {
    alarm = false
    referenceFilled = 0
    sliding = nil
    windows?.clear()
    for index in reference.indices { reference[index] = 0 }
  }

  /// The detector a key describes: `iks` with `reference`, `window`, `alpha`; `ikssw` with the last two.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey, hasReference: Bool) throws(DriftError) {
    let reader = try ParameterReader(key, known: hasReference ? ["reference", "window", "alpha"] : ["window", "alpha"])
    self.init(
      alpha: try reader.number("alpha", default: 0.001, above: 0, below: 1), windowSize: try reader.whole("window", default: 100, in: 2...1_000_000),
      referenceSize: hasReference ? try reader.whole("reference", default: 500, in: 2...1_000_000) : nil)
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    if let referenceSize {
      DetectorKey("iks", ["reference": "\(referenceSize)", "window": "\(windowSize)", "alpha": "\(alpha)"])
    } else {
      DetectorKey("ikssw", ["window": "\(windowSize)", "alpha": "\(alpha)"])
    }
  }

  /// D of the latest look.
  public var readings: [DetectorReading] { [DetectorReading("distance", distance ?? 0), DetectorReading("critical", criticalDistance)] }
}
