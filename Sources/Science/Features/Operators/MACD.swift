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
public struct MACD: FeatureOperator, BitwiseCopyable {
  /// The three outputs of one moment, in units of the values.
  public struct Value: Sendable, Hashable {
    public var line: Double
    public var signal: Double
    public var histogram: Double

    @inlinable init(line: Double, signal: Double, histogram: Double) {
      self.line = line
      self.signal = signal
      self.histogram = histogram
    }
  }

  public static var calculator: String { "macd" }
  public static var cost: OperatorCost { .constant }

  public let fast: Int
  public let slow: Int
  public let signalPeriod: Int
  @usableFromInline var fastAverage: SeededAverage
  @usableFromInline var slowAverage: SeededAverage
  @usableFromInline var signalAverage: SeededAverage
  /// Values until the fast average begins: it and the slow one are seeded on the same value.
  @usableFromInline var waiting: Int
  @usableFromInline var latest = Int64.min

  /// - Precondition: 1 ≤ fast < slow, signal ≥ 1.
  public init(fast: Int = 12, slow: Int = 26, signal: Int = 9) {
    precondition(fast >= 1 && fast < slow && signal >= 1, "1 ≤ fast < slow, signal ≥ 1")
    self.fast = fast
    self.slow = slow
    signalPeriod = signal
    waiting = slow - fast
    fastAverage = .exponential(fast)
    slowAverage = .exponential(slow)
    signalAverage = .exponential(signal)
  }

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    let fast = try parameters.count("fast")
    let slow = try parameters.count("slow")
    guard fast < slow else { throw ParameterFault(key: "fast", reason: "is \(fast), it must be below \"slow\"") }
    self.init(fast: fast, slow: slow, signal: try parameters.count("signal"))
  }

  public var outputs: [String] { ["macd", "macd_signal", "macd_histogram"] }

  /// Observes the next value.
  @inlinable @inline(__always) public mutating func update(_ value: Double) {
    guard value.isFinite else { return }
    slowAverage.update(value)
    guard waiting == 0 else {
      waiting -= 1
      return
    }
    fastAverage.update(value)
    if slowAverage.isDefined { signalAverage.update(fastAverage.value - slowAverage.value) }
  }

  @inlinable @inline(__always) public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    update(point.value)
    return true
  }

  @inlinable @inline(__always) public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    let outputs = current
    values[0] = outputs.line
    values[1] = outputs.signal
    values[2] = outputs.histogram
  }

  /// The outputs after the last update.
  public var value: Value? { signalAverage.isDefined ? current : nil }

  @inlinable @inline(__always) var current: Value {
    let signal = signalAverage.value
    // The line exists earlier; all three are given together.
    let line = signal.isNaN ? .nan : fastAverage.value - slowAverage.value
    return Value(line: line, signal: signal, histogram: line - signal)
  }
}
