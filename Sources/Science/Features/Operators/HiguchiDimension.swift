/// Higuchi's fractal dimension of the last n values.
///
/// ```text
/// Lₘ(k) = [Σᵢ |x₍ₘ₊ᵢₖ₎ − x₍ₘ₊₍ᵢ₋₁₎ₖ₎|] (n − 1)/(M k)/k,  i = 1…M = ⌊(n − m)/k⌋      L(k) = mean over m = 1…k
/// dimension = slope of ln L(k) on ln(1/k), k = 1…k_max
/// ```
///
/// Undefined where some L(k) is 0. O(k_max) amortised an update and O(k_max²) an answer, whatever n: for each k the steps are summed by the residue of
/// their place, and a step joins one sum and leaves one. Source: Higuchi 1988; the definition `fractal_dimension_higuchi`.
public struct HiguchiDimension: FeatureOperator {
  public static var calculator: String { "fractal_dimension_higuchi" }
  public static var cost: OperatorCost { .constant }

  /// Largest k_max that may be asked for.
  public static let largestStep = 64

  private let length: Int
  private let largest: Int
  private let logarithms: [Double]
  private var ring: LagRing
  /// Values so far.
  private var seen = 0
  /// For each k, k windows of steps |x − x₋ₖ|: those whose place is r mod k.
  private var steps: [SlidingWindow<SumAggregate>]
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    let length = try parameters.count("n", atLeast: 4)
    let largest = Int(try parameters.integer("k_max", in: 2...Int64(Self.largestStep)))
    guard 2 * largest <= length else { throw ParameterFault(key: "k_max", reason: "is \(largest), it must be at most n/2") }
    self.length = length
    self.largest = largest
    logarithms = (1...largest).map { -MathFunctions.logarithm(Double($0)) }
    ring = LagRing(largest + 1)
    steps = Array(repeating: SlidingWindow(), count: largest * (largest + 1) / 2)
  }

  public var outputs: [String] { ["dimension"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    _ = ring.push(point.value)
    let place = seen
    seen &+= 1
    for k in 1...largest where place >= k {
      let first = k * (k - 1) / 2
      // The step that ended at place − n + k began before the window: it leaves.
      if place >= length { steps[first + (place - length) % k].dropOldest() }
      steps[first + place % k].push(abs(ring[0] - ring[k]))
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = .nan
    guard seen >= length else { return }
    var fit = SlopeFit()
    let start = seen - length
    for k in 1...largest {
      let first = k * (k - 1) / 2
      var sum = 0.0
      for m in 1...k {
        let count = (length - m) / k
        sum += steps[first + (start + m - 1) % k].total.sum / Double(count)
      }
      guard sum > 0 else { return }
      let step = Double(k)
      fit.add(logarithms[k - 1], MathFunctions.logarithm(sum * Double(length - 1) / (step * step * step)))
    }
    values[0] = fit.slope
  }
}
