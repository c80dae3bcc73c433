/// Linearly weighted mean of the last n values, newest weight n.
///
/// ```text
/// Σ k x / (n (n + 1)/2)      k = 1…n
/// ```
///
/// Defined from the n-th value. O(1) amortised. The definition `wma`.
public struct WeightedMovingAverage: FeatureOperator {
  public static var calculator: String { "wma" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private let weights: Double
  private var window = SlidingWindow<WeightedSumAggregate>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
    weights = Double(length) * (Double(length) + 1) / 2
  }

  public var outputs: [String] { ["wma"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    window.push(point.value, keeping: length)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = window.count == length ? window.total.weighted / weights : .nan
  }
}
