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
  @usableFromInline var gain: SeededAverage
  @usableFromInline var loss: SeededAverage
  @usableFromInline var last = Double.nan
  @usableFromInline var latest = Int64.min

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
  @inlinable @inline(__always) public mutating func update(_ value: Double) {
    guard value.isFinite else { return }
    let change = value - last
    last = value
    guard !change.isNaN else { return }
    // Halves of |Δ| ± Δ, exact: the sign of a change cannot be foretold, a branch on it would miss at every other value.
    gain.update(0.5 * (change.magnitude + change))
    loss.update(0.5 * (change.magnitude - change))
  }

  @inlinable @inline(__always) public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    update(point.value)
    return true
  }

  @inlinable @inline(__always) public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) { values[0] = index }

  /// The index after the last update.
  public var value: Double? {
    let index = index
    return index.isNaN ? nil : index
  }

  @inlinable @inline(__always) var index: Double { 100 * MathFunctions.quotient(gain.value, gain.value + loss.value) }
}
