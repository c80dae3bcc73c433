/// Page–Hinkley: the sum of deviations from the running mean against its lowest point, and its mirror image.
///
/// ```text
/// up   ← α·up + (x − mean) − δ        alarm   up − min up > λ
/// down ← α·down + (x − mean) + δ      alarm   max down − down > λ
/// ```
/// The paper's dialect is that of MOA's present source: rises only unless told otherwise, first look at value `minimumCount` − 1. MOA's release in capymoa 0.15.1 alarms where
/// the sum itself exceeds λ: after a long quiet stretch it has sunk to −δ/(1 − α) and must first climb back. river looks at both sides, one value later, and starts
/// max down at −1. Both faults are kept in their dialects. Starts anew at the value after an alarm. It claims no level; δ and λ are in the data's units.
///
/// - Complexity: O(1) time and memory.
///
/// Source: Page 1954; Gama, Sebastião & Rodrigues 2013 for the forgetting α.
public struct PageHinkley: DriftDetector, Hashable {
  /// Which changes of the mean count.
  public enum Direction: String, Hashable, Sendable, Codable, CaseIterable {
    case up, down, both
  }

  /// Values before the first look.
  public let minimumCount: Int
  /// δ: deviation allowed for.
  public let delta: Double
  /// λ.
  public let threshold: Double
  /// α: forgetting, 1 for none.
  public let alpha: Double
  /// Rises, falls or both.
  public let direction: Direction
  /// Whose start.
  public let dialect: DetectorDialect
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// Page–Hinkley has no warning level.
  public var warning: Bool { false }
  /// Mean since the last alarm.
  public private(set) var estimation = 0.0
  private var count = 0
  private var up = 0.0
  private var down = 0.0
  private var least = Double.greatestFiniteMagnitude
  private var greatest: Double

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - minimumCount: ≥ 0.
  ///   - delta: ≥ 0, in the data's units.
  ///   - threshold: > 0, in the data's units.
  ///   - alpha: 0…1.
  ///   - direction: nil for the dialect's own default: both for river, up for the others.
  ///   - dialect: ``DetectorDialect/paper``, ``DetectorDialect/moa`` or ``DetectorDialect/river``.
  public init(
    minimumCount: Int = 30, delta: Double = 0.005, threshold: Double = 50, alpha: Double = 1 - 0.0001, direction: Direction? = nil,
    dialect: DetectorDialect = .paper
  ) {
    precondition(minimumCount >= 0 && delta >= 0 && threshold > 0 && alpha >= 0 && alpha <= 1, "Page–Hinkley's parameters are in range")
    self.minimumCount = minimumCount
    self.delta = delta
    self.threshold = threshold
    self.alpha = alpha
    self.direction = direction ?? (dialect == .river ? .both : .up)
    self.dialect = dialect
    greatest = dialect == .river ? -1 : -.greatestFiniteMagnitude
  }

  /// Takes in one value.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    count += 1
    estimation += (value - estimation) / Double(count)
    let deviation = value - estimation
    if dialect == .river {
      up = alpha * up + deviation - delta
      down = alpha * down + deviation + delta
    } else {
      up = alpha * up + (deviation - delta)
      down = alpha * down + (deviation + delta)
    }
    least = min(least, up)
    greatest = max(greatest, down)
    guard dialect == .river ? count >= minimumCount : count + 1 >= minimumCount else { return }
    let (bottom, top) = dialect == .moa ? (0, 0) : (least, greatest)
    alarm = (direction != .down && up - bottom > threshold) || (direction != .up && top - down > threshold)
  }

  /// Forgets all values.
  public mutating func reset() {
    alarm = false
    (estimation, count, up, down, least) = (0, 0, 0, 0, .greatestFiniteMagnitude)
    greatest = dialect == .river ? -1 : -.greatestFiniteMagnitude
  }

  static let parameterNames = ["min_instances", "delta", "threshold", "alpha", "mode", "as"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    let mode = reader.text("mode")
    if mode != nil { _ = try reader.choice("mode", default: "up", among: Direction.allCases.map(\.rawValue)) }
    self.init(
      minimumCount: try reader.whole("min_instances", default: 30, in: 0...1_000_000_000),
      delta: try reader.number("delta", default: 0.005, above: (0.0).nextDown, below: 1e300),
      threshold: try reader.number("threshold", default: 50, above: 0, below: 1e300),
      alpha: try reader.number("alpha", default: 1 - 0.0001, above: (0.0).nextDown, below: 1.0.nextUp), direction: mode.flatMap(Direction.init(rawValue:)),
      dialect: try reader.dialect(among: [.paper, .moa, .river]))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "page_hinkley",
      [
        "min_instances": "\(minimumCount)", "delta": "\(delta)", "threshold": "\(threshold)", "alpha": "\(alpha)", "mode": direction.rawValue,
        "as": dialect.rawValue,
      ])
  }

  /// Values since the last alarm, their mean and both statistics.
  public var readings: [DetectorReading] {
    [
      DetectorReading("width", Double(count)), DetectorReading("estimation", estimation), DetectorReading("up", count > 0 ? up - least : 0),
      DetectorReading("down", count > 0 ? greatest - down : 0),
    ]
  }
}
