/// Exponentially weighted mean in event time.
///
/// ```text
/// Σ wᵢ xᵢ / Σ wᵢ      wᵢ = 2^(−(t − tᵢ)/half-life)
/// ```
///
/// Values of one time weigh equally. Defined from the first value; later moments without values do not change it. O(1). The definition `ewma_time`.
public struct TimeWeightedAverage: FeatureOperator {
  public static var calculator: String { "ewma_time" }
  public static var cost: OperatorCost { .constant }

  private let halfLife: Double
  private var weight = 0.0
  private var mean = Double.nan
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    halfLife = Double(try parameters.nanoseconds("half_life_ns"))
  }

  public var outputs: [String] { ["mean"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    let (difference, overflow) = point.time.subtractingReportingOverflow(latest)
    let span = overflow ? Int64.max : difference
    latest = point.time
    if weight == 0 {
      mean = point.value
      weight = 1
    } else {
      weight = weight * MathFunctions.halvings(span, halfLife: halfLife) + 1
      mean += (point.value - mean) / weight
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = mean
  }
}
