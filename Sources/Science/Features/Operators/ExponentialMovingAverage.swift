/// Exponential average with the mean of the first n values as its seed.
///
/// ```text
/// e += α (x − e)      α = 2/(n + 1)
/// ```
///
/// Defined from the n-th value, as TA-Lib's. O(1). The definition `ema`.
public struct ExponentialMovingAverage: FeatureOperator, BitwiseCopyable {
  public static var calculator: String { "ema" }
  public static var cost: OperatorCost { .constant }

  @usableFromInline var average: SeededAverage
  @usableFromInline var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    average = .exponential(try parameters.count("n"))
  }

  public var outputs: [String] { ["ema"] }

  @inlinable @inline(__always) public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    average.update(point.value)
    return true
  }

  @inlinable @inline(__always) public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = average.value
  }
}
