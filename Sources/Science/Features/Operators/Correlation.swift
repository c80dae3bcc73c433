/// Pearson's correlation of the last n log returns of two series on common rows, −1…1.
///
/// Undefined where either side's returns are all equal. Defined from the n-th return. O(1) amortised. The definition `correlation`.
public struct Correlation: FeatureOperator {
  public static var calculator: String { "correlation" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private var xReturns = StepReturn(.logReturn)
  private var yReturns = StepReturn(.logReturn)
  private var isCurrent = false
  private var window = SlidingWindow<PairMoments>()

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n", atLeast: 2)
  }

  public var outputs: [String] { ["correlation"] }

  public mutating func update(_ point: PairPoint) -> Bool {
    guard point.x.isFinite, point.y.isFinite else { return false }
    let (x, y) = (xReturns.next(point.x), yReturns.next(point.y))
    isCurrent = !x.isNaN && !y.isNaN
    if isCurrent { window.push(PairPoint(x: x, y: y), keeping: length) }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = .nan
    guard isCurrent, window.count == length else { return }
    let moments = window.total
    let correlation = MathFunctions.quotient(moments.products, moments.squaresX.squareRoot() * moments.squaresY.squareRoot())
    values[0] = correlation > 1 ? 1 : correlation < -1 ? -1 : correlation
  }
}
