/// KSWIN: a two-sample Kolmogorov–Smirnov test of the latest r values against r values drawn from those before them in a window.
///
/// ```text
/// window of n, r latest; r of the n − r older ones without replacement        alarm   p ≤ α and D > 0.1,  p exact
/// ```
/// The drawn positions come from the sampler, so that one seed gives one answer. Starts anew, sampler included, at the value after an alarm, as river does.
/// α holds for one look; a look is taken at every value, and the level of the run is far above it.
///
/// - Complexity: O(r log r) a value; memory O(n), allocated once.
///
/// Source: Raab, Heusinger & Schleif 2020.
public struct KSWIN<Sampler: PositionSampling>: DriftDetector {
  /// α.
  public let alpha: Double
  /// n.
  public let windowSize: Int
  /// r.
  public let sampleSize: Int
  /// Seed of the sampler.
  public let seed: UInt64
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// KSWIN has no warning level.
  public var warning: Bool { false }
  /// p-value of the latest look; nil when there was none.
  public private(set) var pValue: Double?
  /// D of the latest look; 0 when there was none.
  public private(set) var distance = 0.0
  /// The positions drawn at the latest look, 0 the oldest of the window.
  public private(set) var positions: [Int]

  private var sampler: Sampler
  private var ring: [Double]
  private var next = 0
  private var count = 0
  private var drawn: [Double]
  private var latest: [Double]
  /// p of D = h/r.
  private let tail: [Double]

  /// A detector with an empty window.
  ///
  /// - Parameters:
  ///   - alpha: 0…1.
  ///   - windowSize: at least 2r, at most 10⁶.
  ///   - sampleSize: r, 1…10,000.
  ///   - seed: of the sampler.
  public init(alpha: Double = 0.005, windowSize: Int = 100, sampleSize: Int = 30, seed: UInt64 = 0) {
    precondition(alpha >= 0 && alpha <= 1 && (1...10_000).contains(sampleSize), "KSWIN's parameters are in range")
    precondition((2 * sampleSize...1_000_000).contains(windowSize), "the older part of the window holds a sample")
    self.alpha = alpha
    self.windowSize = windowSize
    self.sampleSize = sampleSize
    self.seed = seed
    sampler = Sampler(seed: seed)
    positions = Array(repeating: 0, count: sampleSize)
    ring = Array(repeating: 0, count: windowSize)
    drawn = Array(repeating: 0, count: sampleSize)
    latest = drawn
    tail = (0...sampleSize).map { Self.exactTail($0, size: sampleSize) }
  }

  /// P(D ≥ h/n) for two samples of n: 2 Σ (−1)^(k−1) C(2n, n − kh)/C(2n, n), nested so that no binomial is ever formed.
  ///
  /// Source: Gnedenko & Korolyuk 1951.
  static func exactTail(_ h: Int, size n: Int) -> Double {
    if h == 0 { return 1 }
    var nested = 0.0
    for k in stride(from: n / h, through: 0, by: -1) {
      var ratio = 1.0
      for j in 0..<h { ratio = Double(n - k * h - j) * ratio / Double(n + k * h + j + 1) }
      nested = ratio * (1 - nested)
    }
    return min(1, 2 * nested)
  }

  /// Takes in one value.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    ring[next] = value
    next = next + 1 == windowSize ? 0 : next + 1
    count = min(count + 1, windowSize)
    pValue = nil
    distance = 0
    guard count == windowSize else { return }
    let older = windowSize - sampleSize
    sampler.draw(below: older, into: &positions)
    for index in 0..<sampleSize {
      drawn[index] = ring[(next + positions[index]) % windowSize]
      latest[index] = ring[(next + older + index) % windowSize]
    }
    InPlaceSort.sort(&drawn)
    InPlaceSort.sort(&latest)
    let gap = greatestGap()
    distance = Double(gap) / Double(sampleSize)
    let p = tail[gap]
    pValue = p
    alarm = p <= alpha && distance > 0.1
  }

  /// max |#{drawn ≤ x} − #{latest ≤ x}|.
  private func greatestGap() -> Int {
    var (i, j, gap) = (0, 0, 0)
    while i < sampleSize && j < sampleSize {
      let value = min(drawn[i], latest[j])
      while i < sampleSize && drawn[i] == value { i += 1 }
      while j < sampleSize && latest[j] == value { j += 1 }
      gap = max(gap, abs(i - j))
    }
    return gap
  }

  /// Forgets all values and starts the sampler at its seed.
  public mutating func reset() {
    alarm = false
    pValue = nil
    distance = 0
    (next, count) = (0, 0)
    sampler.restart()
    for index in ring.indices { ring[index] = 0 }
    for index in positions.indices { (positions[index], drawn[index], latest[index]) = (0, 0, 0) }
  }

  /// The detector a key describes: `alpha`, `window_size`, `stat_size`, `seed`.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: KSWINParameters.names)
    let size = try reader.whole("stat_size", default: 30, in: 1...10_000)
    self.init(
      alpha: try reader.number("alpha", default: 0.005, above: (0.0).nextDown, below: 1.0.nextUp),
      windowSize: try reader.whole("window_size", default: max(100, 2 * size), in: 2 * size...1_000_000), sampleSize: size,
      seed: UInt64(try reader.whole("seed", default: 0, in: 0...Int.max)))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey("kswin", ["seed": "\(seed)", "alpha": "\(alpha)", "window_size": "\(windowSize)", "stat_size": "\(sampleSize)"])
  }

  /// Values in the window, and the latest look's D and p.
  public var readings: [DetectorReading] {
    [DetectorReading("width", Double(count)), DetectorReading("distance", distance), DetectorReading("p_value", pValue ?? 1)]
  }
}
