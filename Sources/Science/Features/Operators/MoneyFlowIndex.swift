/// Share of the money that flowed on rising typical prices over the last n changes: 100 P/(P + N), 0…100.
///
/// ```text
/// flow = TP V, positive if TP > TP', negative if TP < TP', none if equal      TP = (H + L + C)/3
/// ```
///
/// Prices are decimals, so sums that differ by rounding alone are equal: a change counts from 8 ulp on. Undefined where P + N = 0. Defined from bar n + 1.
/// O(1) amortised. The definition `mfi`.
public struct MoneyFlowIndex: FeatureOperator {
  public static var calculator: String { "mfi" }
  public static var cost: OperatorCost { .constant }

  private let length: Int
  private var before = Double.nan
  private var window = SlidingWindow<TwoSumAggregate>()
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n")
  }

  public var outputs: [String] { ["mfi"] }

  public mutating func update(_ bar: Bar) -> Bool {
    guard bar.high.isFinite, bar.low.isFinite, bar.close.isFinite, bar.volume.isFinite, bar.time >= latest else { return false }
    latest = bar.time
    let sum = bar.high + bar.low + bar.close
    let change = sum - before
    before = sum
    guard !change.isNaN else { return true }
    let hasMoved = abs(change) > 8 * max(abs(sum), abs(sum - change)).ulp
    let flow = hasMoved ? sum / 3 * bar.volume : 0
    window.push(PairPoint(x: change > 0 ? flow : 0, y: change > 0 ? 0 : flow), keeping: length)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    let flows = window.total
    values[0] = window.count == length ? 100 * MathFunctions.quotient(flows.first, flows.first + flows.second) : .nan
  }
}
