#if canImport(Glibc)
internal import Glibc
#endif

/// FOCuS: the likelihood ratio for a change of mean at any past time and of any size, at once.
///
/// ```text
/// B(τ) = t/(τ(t − τ)) (S_τ − τ S_t/t)²         LR = max over τ of B(τ)/σ², or −t ln(1 − B(τ)/Σ(x − mean)²) with σ unknown        alarm   LR > threshold
/// ```
/// Only corners of the convex hull of the points (τ, S_τ) can be the best τ, now or later; about 2 ln t are on it. At most ``cornerLimit`` a side are kept: on a stream
/// bent so that it has more, the second oldest goes. Segments shorter than five values are not looked at. Claims no level: the threshold's average run length on normal values is
/// measured. Starts anew at the value after an alarm.
///
/// - Complexity: O(1) amortised to keep the hull, O(log t) expected to look at it; memory for ``cornerLimit`` corners a side, allocated once.
///
/// Source: Romano, Eckley, Fearnhead & Rigaill 2023; Pishchagina, Romano, Fearnhead, Runge & Rigaill 2023 for the hull.
public struct FOCuS: DriftDetector, Hashable {
  struct Corner: Hashable, Sendable, Codable {
    var time = 0.0
    var sum = 0.0
  }

  /// Corners kept a side.
  public static let cornerLimit = 128
  static let shortest = 5.0

  /// Likelihood ratio of an alarm, twice the logarithm.
  public let threshold: Double
  /// σ; nil when it is unknown.
  public let deviation: Double?
  /// Values before the first look.
  public let minimumCount: Int
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// FOCuS has no warning level.
  public var warning: Bool { false }
  /// LR of the latest look.
  public private(set) var statistic = 0.0
  /// Values before the best change, at the latest look.
  public private(set) var changeAfter = 0

  private var count = 0.0
  /// The first value: sums are of differences to it.
  private var offset = 0.0
  private var sum = 0.0
  private var mean = 0.0
  private var squares = 0.0
  private var lower: [Corner]
  private var upper: [Corner]
  private var lowerCount = 1
  private var upperCount = 1

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - threshold: > 0.
  ///   - deviation: σ > 0 of the values, or nil.
  ///   - minimumCount: ≥ 0.
  public init(threshold: Double = 30, deviation: Double? = nil, minimumCount: Int = 30) {
    precondition(threshold > 0 && minimumCount >= 0 && (deviation.map { $0 > 0 } ?? true), "FOCuS's parameters are in range")
    self.threshold = threshold
    self.deviation = deviation
    self.minimumCount = minimumCount
    lower = Array(repeating: Corner(), count: Self.cornerLimit)
    upper = lower
  }

  /// Takes in one value.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    if count == 0 { offset = value }
    let centred = value - offset
    count += 1
    sum += centred
    let before = mean
    mean += (centred - mean) / count
    squares += (centred - before) * (centred - mean)
    look()
    let corner = Corner(time: count, sum: sum)
    Self.push(corner, onto: &lower, count: &lowerCount, sign: 1)
    Self.push(corner, onto: &upper, count: &upperCount, sign: -1)
    alarm = count >= Double(minimumCount) && statistic > threshold
  }

  /// Keeps the turns of a hull of one sense.
  private static func push(_ corner: Corner, onto hull: inout [Corner], count: inout Int, sign: Double) {
    while count >= 2 {
      let (a, b) = (hull[count - 2], hull[count - 1])
      let turn = (b.time - a.time) * (corner.sum - a.sum) - (b.sum - a.sum) * (corner.time - a.time)
      if turn * sign > 0 { break }
      count -= 1
    }
    if count == cornerLimit {
      var place = 1
      while place + 1 < count {
        hull[place] = hull[place + 1]
        place += 1
      }
      count -= 1
    }
    hull[count] = corner
    count += 1
  }

  private mutating func look() {
    var best = 0.0
    var place = 1
    while place < max(lowerCount, upperCount) {
      if place < lowerCount { weigh(lower[place], &best) }
      if place < upperCount { weigh(upper[place], &best) }
      place += 1
    }
    if let deviation {
      statistic = best / (deviation * deviation)
    } else {
      statistic = squares > 0 ? -count * log(max(1 - best / squares, .leastNormalMagnitude)) : 0
    }
  }

  private mutating func weigh(_ corner: Corner, _ best: inout Double) {
    let rest = count - corner.time
    guard corner.time >= Self.shortest, rest >= Self.shortest else { return }
    let gap = corner.sum - corner.time * sum / count
    let between = count / (corner.time * rest) * gap * gap
    if between > best {
      best = between
      changeAfter = Int(corner.time)
    }
  }

  /// Forgets all values.
  public mutating func reset() {
    (alarm, statistic, changeAfter, count, offset, sum, mean, squares) = (false, 0, 0, 0, 0, 0, 0, 0)
    (lowerCount, upperCount) = (1, 1)
    for index in lower.indices {
      lower[index] = Corner()
      upper[index] = Corner()
    }
  }

  static let parameterNames = ["threshold", "sigma", "min_instances"]

  /// The detector a key describes; `sigma` is a number or `unknown`.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    let isUnknown = (reader.text("sigma") ?? "unknown") == "unknown"
    self.init(
      threshold: try reader.number("threshold", default: 30, above: 0, below: 1e300),
      deviation: isUnknown ? nil : try reader.number("sigma", default: 1, above: 0, below: 1e300),
      minimumCount: try reader.whole("min_instances", default: 30, in: 0...1_000_000_000))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "focus", ["threshold": "\(threshold)", "sigma": deviation.map { "\($0)" } ?? "unknown", "min_instances": "\(minimumCount)"])
  }

  /// Values since the last alarm, their mean, the ratio and the best change.
  public var readings: [DetectorReading] {
    [
      DetectorReading("width", count), DetectorReading("estimation", count > 0 ? offset + mean : 0), DetectorReading("statistic", statistic),
      DetectorReading("change_after", Double(changeAfter)),
    ]
  }
}
