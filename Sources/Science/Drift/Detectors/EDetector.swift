/// An e-detector for the mean of bounded values: bets that the mean has left a known band, with a stated average run length.
///
/// ```text
/// z = (x − low)/(high − low)        up: f = 1 + λ(z − m − s)    down: f = 1 + λ(m − s − z)        λ = share · 1/(m + s), share · 1/(1 − m + s)
/// ```
/// over four shares ½, ¼, ⅛, 1/16 of the greatest λ that keeps f ≥ 0; the statistics of ``SequentialForm`` are averaged. While E[z | past] stays in m ± s every f has
/// conditional mean at most 1: no independence is needed, so that the claim also covers forecast errors and outcome − probability, of mean 0 under a calibrated
/// model. Starts anew at the value after an alarm.
///
/// - Complexity: O(1) time and memory.
///
/// Source: Shin, Ramdas & Rinaldo 2024, "E-detectors"; Waudby-Smith & Ramdas 2024 for the bets.
public struct EDetector: DriftDetector, Hashable {
  /// The known mean.
  public let mean: Double
  /// Half width of the band the mean may move in, in the values' units.
  public let slack: Double
  /// Least value.
  public let low: Double
  /// Greatest value.
  public let high: Double
  /// Level at which it alarms.
  public let threshold: Double
  /// Martingale, CUSUM or Shiryaev–Roberts.
  public let form: SequentialForm
  /// Rises, falls or both.
  public let direction: PageHinkley.Direction
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// Is a tenth of the threshold reached?
  public private(set) var warning = false
  /// The averaged statistic.
  public private(set) var statistic: Double
  /// Four shares up, four down.
  private var parts: [Double]

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - mean: within low…high, exclusive.
  ///   - slack: ≥ 0, with mean ± slack within low…high.
  ///   - low: least possible value; smaller ones count as it.
  ///   - high: greatest possible value.
  ///   - threshold: > 1.
  ///   - form: how factors become an alarm.
  ///   - direction: rises, falls or both.
  public init(
    mean: Double = 0.5, slack: Double = 0, low: Double = 0, high: Double = 1, threshold: Double = 1e6, form: SequentialForm = .sr,
    direction: PageHinkley.Direction = .both
  ) {
    precondition(low < high && slack >= 0 && mean - slack > low && mean + slack < high && threshold > 1, "the e-detector's parameters are in range")
    self.mean = mean
    self.slack = slack
    self.low = low
    self.high = high
    self.threshold = threshold
    self.form = form
    self.direction = direction
    parts = Array(repeating: form.start, count: 8)
    statistic = form.start
  }

  /// Takes in one value.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    let scale = high - low
    let z = (min(max(value, low), high) - low) / scale
    let top = (mean + slack - low) / scale
    let bottom = (mean - slack - low) / scale
    var (up, down) = (0.0, 0.0)
    var share = 0.5
    for index in 0..<4 {
      parts[index] = form.next(parts[index], factor: 1 + share / top * (z - top))
      parts[index + 4] = form.next(parts[index + 4], factor: 1 + share / (1 - bottom) * (bottom - z))
      up += parts[index] / 4
      down += parts[index + 4] / 4
      share /= 2
    }
    switch direction {
    case .up: statistic = up
    case .down: statistic = down
    case .both: statistic = up / 2 + down / 2
    }
    alarm = statistic >= threshold
    warning = !alarm && statistic >= threshold / 10
  }

  /// Forgets all values.
  public mutating func reset() {
    (alarm, warning, statistic) = (false, false, form.start)
    for index in parts.indices { parts[index] = form.start }
  }

  /// The claim of its form.
  public var guarantee: String? {
    form.claim(threshold, "while the mean given the past stays within \(NumberText.short(mean)) ± \(NumberText.short(slack)), dependence or not")
  }

  static let parameterNames = ["mean", "slack", "low", "high", "arl", "form", "mode"]

  /// The detector a key describes; `arl` is the threshold.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    let low = try reader.number("low", default: 0, above: -1e300, below: 1e300)
    let high = try reader.number("high", default: 1, above: low, below: 1e300)
    let mean = try reader.number("mean", default: (low + high) / 2, above: low, below: high)
    let form = try reader.choice("form", default: "sr", among: SequentialForm.allCases.map(\.rawValue))
    let mode = try reader.choice("mode", default: "both", among: PageHinkley.Direction.allCases.map(\.rawValue))
    self.init(
      mean: mean, slack: try reader.number("slack", default: 0, above: (0.0).nextDown, below: min(mean - low, high - mean)), low: low, high: high,
      threshold: try reader.number("arl", default: 1e6, above: 1, below: 1e300), form: SequentialForm(rawValue: form) ?? .sr,
      direction: PageHinkley.Direction(rawValue: mode) ?? .both)
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "e_detector",
      [
        "mean": "\(mean)", "slack": "\(slack)", "low": "\(low)", "high": "\(high)", "arl": "\(threshold)", "form": form.rawValue,
        "mode": direction.rawValue,
      ])
  }

  /// The statistic and its threshold.
  public var readings: [DetectorReading] { [DetectorReading("statistic", statistic), DetectorReading("threshold", threshold)] }
}
