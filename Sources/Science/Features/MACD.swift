/// Moving average convergence/divergence with TA-Lib's seeds.
///
/// ```text
/// macd = EMA_fast − EMA_slow     signal = EMA_signal of macd     histogram = macd − signal      EMA: α = 2/(n + 1)
/// ```
///
/// Both price averages are seeded on value slow − 1: the slow one with the mean of all values so far, the fast one with the mean of the last `fast`.
/// The signal is seeded with the mean of the first `signal` lines; all three outputs start together, on value slow + signal − 2.
/// Values that are not finite are no observations. O(1) an update, no allocation.
///
/// Source: TA-Lib's documented output; the golden definition `macd`.
public struct MACD: Sendable {
  /// The three outputs of one moment, in units of the values.
  public struct Value: Sendable, Hashable {
    public var line: Double
    public var signal: Double
    public var histogram: Double
  }

  public let fast: Int
  public let slow: Int
  public let signalPeriod: Int
  private var count = 0
  private var fastAverage = 0.0
  private var slowAverage = 0.0
  private var signalAverage = 0.0

  /// - Precondition: 1 ≤ fast < slow, signal ≥ 1.
  public init(fast: Int = 12, slow: Int = 26, signal: Int = 9) {
    precondition(fast >= 1 && fast < slow && signal >= 1, "1 ≤ fast < slow, signal ≥ 1")
    self.fast = fast
    self.slow = slow
    signalPeriod = signal
  }

  /// Observes the next value.
  public mutating func update(_ value: Double) {
    guard value.isFinite else { return }
    count += 1
    if count <= slow {
      // Sums until both averages are seeded.
      slowAverage += value
      if count > slow - fast { fastAverage += value }
      guard count == slow else { return }
      slowAverage /= Double(slow)
      fastAverage /= Double(fast)
    } else {
      slowAverage += 2 / Double(slow + 1) * (value - slowAverage)
      fastAverage += 2 / Double(fast + 1) * (value - fastAverage)
    }
    let line = fastAverage - slowAverage
    let lines = count - slow + 1
    if lines <= signalPeriod {
      signalAverage += line
      if lines == signalPeriod { signalAverage /= Double(signalPeriod) }
    } else {
      signalAverage += 2 / Double(signalPeriod + 1) * (line - signalAverage)
    }
    count = min(count, slow + signalPeriod)  // never overflows, however long it runs
  }

  /// The outputs after the last update.
  public var value: Value? {
    guard count >= slow + signalPeriod - 1 else { return nil }
    let line = fastAverage - slowAverage
    return Value(line: line, signal: signalAverage, histogram: line - signalAverage)
  }
}
