/// Wilder's smoothing: the mean of the first n values, then s += (x − s)/n.
///
/// Defined from the n-th value. O(1). Source: Wilder 1978; the definition `wilder`.
public struct WilderMovingAverage: FeatureOperator, BitwiseCopyable {
  public static var calculator: String { "wilder" }
  public static var cost: OperatorCost { .constant }

  @usableFromInline var average: SeededAverage
  @usableFromInline var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    average = .wilder(try parameters.count("n"))
  }

  public var outputs: [String] { ["wilder"] }

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
