internal import Statistics

/// A conformal test martingale as a detector: no assumption on the values' law but that they are independent of one law.
///
/// The conformal p-value of each value is bet on twice, by a ``SimpleJumper`` on p (the level) and one on |2p − 1| (the spread), or by a ``PowerMartingale`` on either; the
/// statistics of ``SequentialForm`` are averaged, which keeps their guarantee. Starts anew at the value after an alarm.
///
/// - Complexity: expected O(log n) a value; O(capacity) memory, allocated once.
///
/// Source: Vovk 2021, "Testing randomness online"; Volkhonskiy et al. 2017 for the CUSUM form.
public struct ConformalDetector: DriftDetector, Hashable {
  /// How the p-values are bet on.
  public enum Bet: String, Hashable, Sendable, Codable, CaseIterable {
    case jumper, power
  }

  /// Level at which it alarms: the average run length, or the reciprocal of the chance of any false alarm.
  public let threshold: Double
  /// Martingale, CUSUM or Shiryaev–Roberts.
  public let form: SequentialForm
  /// The bet.
  public let bet: Bet
  /// Scores held.
  public let capacity: Int
  /// Of the tie breaker.
  public let seed: UInt64
  /// Did the latest value raise the alarm?
  public private(set) var alarm = false
  /// Is a tenth of the threshold reached?
  public private(set) var warning = false
  /// The averaged statistic.
  public private(set) var statistic: Double
  /// p-value of the latest value.
  public private(set) var pValue = 1.0

  private var ranks: ConformalRanks
  private var dice: SplitMix
  private var level = SimpleJumper()
  private var spread = SimpleJumper()
  private var high = PowerMartingale()
  private var low = PowerMartingale()
  private var first: Double
  private var second: Double

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - threshold: > 1.
  ///   - form: how factors become an alarm.
  ///   - bet: the bet.
  ///   - capacity: 16…10⁷ scores.
  ///   - seed: of the tie breaker.
  public init(threshold: Double = 1e6, form: SequentialForm = .sr, bet: Bet = .jumper, capacity: Int = 4096, seed: UInt64 = 1) {
    precondition(threshold > 1 && (16...10_000_000).contains(capacity), "the detector's parameters are in range")
    self.threshold = threshold
    self.form = form
    self.bet = bet
    self.capacity = capacity
    self.seed = seed
    ranks = ConformalRanks(capacity: capacity)
    dice = SplitMix(seed: seed)
    first = form.start
    second = form.start
    statistic = form.start
  }

  /// Takes in one value.
  public mutating func update(_ value: Double) {
    if alarm { reset() }
    pValue = ranks.pValue(value, tau: dice.unit())
    switch bet {
    case .jumper:
      first = form.next(first, factor: level.update(pValue))
      second = form.next(second, factor: spread.update(abs(2 * pValue - 1)))
    case .power:
      first = form.next(first, factor: high.update(pValue))
      second = form.next(second, factor: low.update(1 - pValue))
    }
    statistic = first / 2 + second / 2
    alarm = statistic >= threshold
    warning = !alarm && statistic >= threshold / 10
  }

  /// Ranks values without betting on them: a reference that the next values are compared with.
  mutating func learn(_ values: some Sequence<Double>) {
    for value in values { _ = ranks.pValue(value, tau: dice.unit()) }
  }

  /// Forgets all values.
  public mutating func reset() {
    (alarm, warning) = (false, false)
    ranks.clear()
    dice = SplitMix(seed: seed)
    level.reset()
    spread.reset()
    high.reset()
    low.reset()
    (first, second, statistic, pValue) = (form.start, form.start, form.start, 1)
  }
}
