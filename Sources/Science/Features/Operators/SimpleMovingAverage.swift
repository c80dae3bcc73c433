/// Arithmetic mean of the last n values.
///
/// Defined from the n-th value. O(1) amortised. The definition `sma`.
public struct SimpleMovingAverage: FeatureOperator {
  public static var calculator: String { "sma" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private var window = SlidingWindow<SumAggregate>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
  }

  public var outputs: [String] { ["sma"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    window.push(point.value, keeping: length)
    return true
  }

  /// As the general one, in one loop over the window.
  public mutating func run(over observations: Span<SeriesPoint>, at times: Span<Int64>, into values: inout MutableSpan<Double>) {
    guard observations.count > 0, SeriesPoint.areObservations(observations, after: latest) else {
      return step(over: observations, at: times, into: &values)
    }
    _ = Self.width(of: self, rows: observations.count, times: times.count, values: values.count)
    let (length, n) = (length, Double(length))
    window.run(observations.count, keeping: length, element: { observations[$0].value }) { values[$0] = $1 == length ? $2.sum / n : .nan }
    latest = observations[observations.count - 1].time
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = window.count == length ? window.total.sum / Double(length) : .nan
  }
}
