/// Wilder's relative strength index.
///
/// ```text
/// G, L: averages of max(Δx, 0), max(−Δx, 0); seed: mean of the first n changes, then s += (v − s)/n
/// RSI = 100 G / (G + L), 0…100
/// ```
///
/// Missing for the first n values, and while G + L = 0 (TA-Lib writes 0 there). Values that are not finite are no observations.
/// O(1), no allocation. Source: Wilder, New Concepts in Technical Trading Systems (1978); the golden definition `rsi`.
public struct RelativeStrengthIndex: FeatureOperator, BitwiseCopyable {
  public static var calculator: String { "rsi" }
  public static var cost: OperatorCost { .constant }

  public let period: Int
  private var gain: SeededAverage
  private var loss: SeededAverage
  private var last = Double.nan
  private var latest = Int64.min

  /// - Parameter period: n, at least 1.
  public init(period: Int = 14) {
    precondition(period >= 1, "a period is at least 1")
    self.period = period
    gain = .wilder(period)
    loss = .wilder(period)
  }

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    self.init(period: try parameters.count("n"))
  }

  public var outputs: [String] { ["rsi"] }

  /// Observes the next value.
  @inline(__always) public mutating func update(_ value: Double) {
    guard value.isFinite else { return }
    let change = value - last
    last = value
    guard !change.isNaN else { return }
    gain.update(change > 0 ? change : 0)
    loss.update(change < 0 ? -change : 0)
  }

  @inline(__always) public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    update(point.value)
    return true
  }

  @inline(__always) public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) { values[0] = index }

  /// The index after the last update.
  public var value: Double? {
    let index = index
    return index.isNaN ? nil : index
  }

  private var index: Double { 100 * MathFunctions.quotient(gain.value, gain.value + loss.value) }
}
