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

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = window.count == length ? window.total.sum / Double(length) : .nan
  }
}
