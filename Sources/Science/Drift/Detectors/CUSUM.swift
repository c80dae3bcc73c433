/// Cumulative sums of deviations from the running mean, kept above zero.
///
/// ```text
/// up ← max(0, up + x − mean − δ)        down ← max(0, down + mean − x − δ)        alarm   up > λ (down > λ)
/// ```
/// MOA's numbers for `direction` up, its only one. Starts anew at the value after an alarm. It claims no level; δ and λ are in the data's units.
///
/// - Complexity: O(1) time and memory.
///
/// Source: Page 1954, with the mean estimated as MOA does.
public struct CUSUM: DriftDetector, Hashable {
  /// Values before the first look.
  public let minimumCount: Int
  /// δ: deviation allowed for.
  public let delta: Double
  /// λ.
  public let threshold: Double
  /// Rises, falls or both.
  public let direction: PageHinkley.Direction
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// CUSUM has no warning level.
  public var warning: Bool { false }
  /// Mean since the last alarm.
  public private(set) var estimation = 0.0
  private var count = 0
  private var up = 0.0
  private var down = 0.0

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - minimumCount: ≥ 0.
  ///   - delta: ≥ 0, in the data's units.
  ///   - threshold: > 0, in the data's units.
  ///   - direction: rises, falls or both.
  public init(minimumCount: Int = 30, delta: Double = 0.005, threshold: Double = 50, direction: PageHinkley.Direction = .up) {
    precondition(minimumCount >= 0 && delta >= 0 && threshold > 0, "CUSUM's parameters are in range")
    self.minimumCount = minimumCount
    self.delta = delta
    self.threshold = threshold
    self.direction = direction
  }

  /// Takes in one value.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    count += 1
    estimation += (value - estimation) / Double(count)
    up = max(0, up + value - estimation - delta)
    down = max(0, down + estimation - value - delta)
    guard count + 1 >= minimumCount else { return }
    alarm = (direction != .down && up > threshold) || (direction != .up && down > threshold)
  }

  /// Forgets all values.
  public mutating func reset() {
    alarm = false
    (estimation, count, up, down) = (0, 0, 0, 0)
  }

  static let parameterNames = ["min_instances", "delta", "threshold", "mode"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    let mode = try reader.choice("mode", default: "up", among: PageHinkley.Direction.allCases.map(\.rawValue))
    self.init(
      minimumCount: try reader.whole("min_instances", default: 30, in: 0...1_000_000_000),
      delta: try reader.number("delta", default: 0.005, above: (0.0).nextDown, below: 1e300),
      threshold: try reader.number("threshold", default: 50, above: 0, below: 1e300),
      direction: PageHinkley.Direction(rawValue: mode) ?? .up)
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey("cusum", ["min_instances": "\(minimumCount)", "delta": "\(delta)", "threshold": "\(threshold)", "mode": direction.rawValue])
  }

  /// Values since the last alarm, their mean and both sums.
  public var readings: [DetectorReading] {
    [
      DetectorReading("width", Double(count)), DetectorReading("estimation", estimation), DetectorReading("up", up), DetectorReading("down", down),
    ]
  }
}
