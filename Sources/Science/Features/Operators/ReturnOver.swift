/// Return over a span of event time: x/xₛ − 1, s the latest value at or before t − h.
///
/// Undefined while there is none and where it is 0. O(1) amortised. When more than 2²⁰ values fall into the span the oldest are let go, and the answer is
/// undefined until one of the rest is old enough. The definition `return_over`.
public struct ReturnOver: FeatureOperator {
  public static var calculator: String { "return_over" }
  public static var cost: OperatorCost { .constant }

  private let horizon: Int64
  private var points: [SeriesPoint] = []
  private var head = 0
  private var tail = 0
  /// The latest value that is old enough.
  private var base = Double.nan
  private var last = Double.nan
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    horizon = try parameters.nanoseconds("horizon_ns")
  }

  public var outputs: [String] { ["return"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    last = point.value
    advance(to: point.time)
    if tail - head == points.count {
      if points.count == CalculatorParameters.longestWindow {
        head += 1
        base = .nan
      } else {
        grow(point)
      }
    }
    points[tail & (points.count - 1)] = point
    tail += 1
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    advance(to: now)
    values[0] = MathFunctions.simpleReturn(last, over: base)
  }

  private mutating func advance(to now: Int64) {
    let (oldest, underflow) = now.subtractingReportingOverflow(horizon)
    guard !underflow else { return }
    while head < tail, points[head & (points.count - 1)].time <= oldest {
      base = points[head & (points.count - 1)].value
      head += 1
    }
  }

  private mutating func grow(_ filler: SeriesPoint) {
    let capacity = max(8, points.count * 2)
    var grown = Array(repeating: filler, count: capacity)
    for index in head..<tail { grown[index & (capacity - 1)] = points[index & (points.count - 1)] }
    points = grown
  }
}
