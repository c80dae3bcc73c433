/// Change over n values in percent: 100 (x/x₋ₙ − 1), undefined where x₋ₙ is 0.
///
/// Defined from value n + 1. O(1). The definition `roc`.
public struct RateOfChange: FeatureOperator {
  public static var calculator: String { "roc" }
  public static var cost: OperatorCost { .constant }

  private var ring: LagRing
  private var last = Double.nan
  private var base = Double.nan
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    ring = LagRing(try parameters.count("n"))
  }

  public var outputs: [String] { ["roc"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    base = ring.push(point.value)
    last = point.value
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = 100 * MathFunctions.simpleReturn(last, over: base)
  }
}
