#if canImport(Glibc)
internal import Glibc
#endif
internal import Statistics

/// NEWMA: a fast and a slow moving mean of random Fourier features of a vector stream; their distance estimates the maximum mean discrepancy of now and before.
///
/// ```text
/// φ(x) = √(1/D) (cos ωᵢx, sin ωᵢx),  ω normal/bandwidth        z ← z + Λ(φ − z),  z′ ← z′ + λ(φ − z′)        alarm   ‖z − z′‖ > m + k·s
/// ```
/// m and s are moving mean and deviation of the distance itself, jumps cut to 3s, so that the threshold follows the stream; looks begin after `warmUp` values. It keeps no past vector. The features
/// follow from the seed. Claims no level: the threshold is a rule of thumb whose run length is measured. Starts anew at the value after an alarm.
///
/// - Complexity: O(D·dimension) a vector, O(D·dimension) memory, allocated once.
///
/// Source: Keriven, Garreau & Poli 2020; Rahimi & Recht 2007 for the features.
public struct NEWMA: DriftDetector, Hashable {
  /// Numbers of the detector.
  public struct Settings: Hashable, Sendable, Codable {
    /// Components of a vector.
    public var dimension = 1
    /// D: pairs of features.
    public var features = 32
    /// Width of the kernel, in the data's units.
    public var bandwidth = 1.0
    /// Λ.
    public var fast = 0.05
    /// λ.
    public var slow = 0.01
    /// k.
    public var deviations = 6.0
    /// Vectors before the first look.
    public var warmUp = 500
    /// Of the features.
    public var seed: UInt64 = 1

    /// The defaults.
    public init() {}
  }

  /// Numbers of the detector.
  public let settings: Settings
  /// Did the latest vector raise the alarm?
  public private(set) var alarm = false
  /// NEWMA has no warning level.
  public var warning: Bool { false }
  /// ‖z − z′‖.
  public private(set) var distance = 0.0
  /// Vectors since the last alarm.
  public private(set) var count = 0
  private let frequencies: [Double]
  private var fastMean: [Double]
  private var slowMean: [Double]
  private var level = 0.0
  private var variance = 0.0

  /// A detector without a vector.
  ///
  /// - Parameter settings: dimension 1…10⁴, features 1…10⁴, bandwidth > 0, 0 < λ < Λ < 1, deviations > 0, warm-up ≥ 1.
  public init(settings: Settings = Settings()) {
    precondition((1...10_000).contains(settings.dimension) && (1...10_000).contains(settings.features), "NEWMA's sizes are in range")
    precondition(settings.bandwidth > 0 && settings.slow > 0 && settings.slow < settings.fast && settings.fast < 1, "NEWMA's rates are in range")
    precondition(settings.deviations > 0 && settings.warmUp >= 1, "NEWMA's threshold is in range")
    self.settings = settings
    var dice = SplitMix(seed: settings.seed)
    frequencies = (0..<(settings.features * settings.dimension)).map { _ in
      let radius = 1 - dice.unit()
      return (-2 * log(radius)).squareRoot() * cos(2 * .pi * dice.unit()) / settings.bandwidth
    }
    fastMean = Array(repeating: 0, count: 2 * settings.features)
    slowMean = fastMean
  }

  /// Takes in one number of a stream of dimension 1.
  public mutating func update(_ value: Double) {
    precondition(settings.dimension == 1, "a number is a vector of one component")
    begin()
    for feature in 0..<settings.features { mix(feature, frequencies[feature] * value) }
    finish()
  }

  /// Takes in one vector of finite numbers, shape `[dimension]`.
  public mutating func update(_ vector: Span<Double>) {
    precondition(vector.count == settings.dimension, "the vector has the stream's dimension")
    begin()
    for feature in 0..<settings.features {
      var phase = 0.0
      let base = feature * settings.dimension
      for component in 0..<settings.dimension { phase += frequencies[base + component] * vector[component] }
      mix(feature, phase)
    }
    finish()
  }

  private mutating func begin() {
    if alarm { reset() }
    count += 1
    distance = 0
  }

  private mutating func mix(_ feature: Int, _ phase: Double) {
    move(2 * feature, cos(phase))
    move(2 * feature + 1, sin(phase))
  }

  private mutating func move(_ place: Int, _ value: Double) {
    // Plain means until they have seen enough: the first vector would else weigh for a thousand.
    let start = 1 / Double(count)
    fastMean[place] += max(settings.fast, start) * (value - fastMean[place])
    slowMean[place] += max(settings.slow, start) * (value - slowMean[place])
    let gap = fastMean[place] - slowMean[place]
    distance += gap * gap
  }

  private mutating func finish() {
    distance = (distance / Double(settings.features)).squareRoot()
    // The distance settles during the first half of the warm-up and is measured in the second.
    let measured = count - settings.warmUp / 2
    guard measured > 0 else { return }
    alarm = count > settings.warmUp && distance > level + settings.deviations * variance.squareRoot()
    let rate = max(settings.slow / 4, 1 / Double(measured))
    // A jump enters at three deviations: the threshold shall not run away from the change it is there to find.
    let jump = distance - level
    let step = count > settings.warmUp ? min(jump, 3 * variance.squareRoot()) : jump
    level += rate * step
    variance += rate * (step * step * (1 - rate) - variance)
  }

  /// Forgets all vectors; the features stay.
  public mutating func reset() {
    (alarm, distance, count, level, variance) = (false, 0, 0, 0, 0)
    for place in fastMean.indices { (fastMean[place], slowMean[place]) = (0, 0) }
  }

  static let parameterNames = ["dimension", "features", "bandwidth", "fast", "slow", "deviations", "warm_up", "seed"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    var settings = Settings()
    settings.dimension = try reader.whole("dimension", default: settings.dimension, in: 1...1)
    settings.features = try reader.whole("features", default: settings.features, in: 1...10_000)
    settings.bandwidth = try reader.number("bandwidth", default: settings.bandwidth, above: 0, below: 1e300)
    settings.fast = try reader.number("fast", default: settings.fast, above: 0, below: 1)
    settings.slow = try reader.number("slow", default: min(settings.slow, settings.fast / 2), above: 0, below: settings.fast)
    settings.deviations = try reader.number("deviations", default: settings.deviations, above: 0, below: 1e6)
    settings.warmUp = try reader.whole("warm_up", default: settings.warmUp, in: 1...1_000_000_000)
    settings.seed = UInt64(try reader.whole("seed", default: 1, in: 0...Int.max))
    self.init(settings: settings)
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "newma",
      [
        "dimension": "\(settings.dimension)", "features": "\(settings.features)", "bandwidth": "\(settings.bandwidth)", "fast": "\(settings.fast)",
        "slow": "\(settings.slow)", "deviations": "\(settings.deviations)", "warm_up": "\(settings.warmUp)", "seed": "\(settings.seed)",
      ])
  }

  /// Vectors since the last alarm, the distance and its threshold.
  public var readings: [DetectorReading] {
    [
      DetectorReading("width", Double(count)), DetectorReading("distance", distance),
      DetectorReading("threshold", level + settings.deviations * variance.squareRoot()),
    ]
  }
}
