/// Change over n values: x − x₋ₙ.
///
/// Defined from value n + 1. O(1). The definition `momentum`.
public struct Momentum: FeatureOperator {
  public static var calculator: String { "momentum" }
  public static var cost: OperatorCost { .constant }

  private var ring: LagRing
  private var last = Double.nan
  private var base = Double.nan
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    ring = LagRing(try parameters.count("n"))
  }

  public var outputs: [String] { ["momentum"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    base = ring.push(point.value)
    last = point.value
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = last - base
  }
}
