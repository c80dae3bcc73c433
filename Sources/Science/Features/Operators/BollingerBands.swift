/// Mean of the last n values and a band of k population standard deviations about it.
///
/// ```text
/// upper, lower = middle ± k s     width = (upper − lower)/middle     %b = (x − lower)/(upper − lower)
/// ```
///
/// %b is undefined where all n values are equal. Defined from the n-th value. O(1) amortised. Source: Bollinger 2001; the definition `bollinger`.
public struct BollingerBands: FeatureOperator {
  public static var calculator: String { "bollinger" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private let multiple: Double
  private var last = Double.nan
  private var window = SlidingWindow<SecondMoments>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
    multiple = try parameters.number("k", need: "above 0") { $0 > 0 }
  }

  public var outputs: [String] { ["upper", "middle", "lower", "width", "percent_b"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    last = point.value
    window.push(point.value, keeping: length)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    Self.write(window.total, window.count == length, multiple, last, into: &values)
  }

  /// As the general one, in one loop over the window.
  public mutating func run(over observations: Span<SeriesPoint>, at times: Span<Int64>, into values: inout MutableSpan<Double>) {
    guard observations.count > 0, SeriesPoint.areObservations(observations, after: latest) else {
      return step(over: observations, at: times, into: &values)
    }
    let width = Self.width(of: self, rows: observations.count, times: times.count, values: values.count)
    let (length, multiple) = (length, multiple)
    window.run(observations.count, keeping: length, element: { observations[$0].value }) { row, count, moments in
      var part = values._mutatingExtracting(row &* width..<row &* width &+ width)
      Self.write(moments, count == length, multiple, observations[row].value, into: &part)
    }
    last = observations[observations.count - 1].value
    latest = observations[observations.count - 1].time
  }

  @inline(__always) private static func write(
    _ moments: SecondMoments, _ isFull: Bool, _ multiple: Double, _ last: Double, into values: inout MutableSpan<Double>
  ) {
    guard isFull else {
      for index in 0..<5 { values[index] = .nan }
      return
    }
    let middle = moments.mean
    let reach = multiple * (moments.squares / moments.count).squareRoot()
    values[0] = middle + reach
    values[1] = middle
    values[2] = middle - reach
    values[3] = MathFunctions.quotient(2 * reach, middle)
    values[4] = 0.5 + MathFunctions.quotient(moments.deviation(of: last), 2 * reach)
  }
}
