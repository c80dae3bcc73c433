/// Hurst exponent by the growth of price differences with their lag, and the fractal dimension 2 − H.
///
/// ```text
/// τₗ = population deviation of yᵢ₊ₗ − yᵢ over the last n log prices y,  l = lag_min…lag_max
/// hurst = slope of ln τₗ on ln l over lags with τₗ > 0
/// ```
///
/// Undefined with fewer than two such lags. O(lags) amortised an update, whatever n. The definition `hurst_diffusion`.
public struct HurstDiffusion: FeatureOperator {
  public static var calculator: String { "hurst_diffusion" }
  public static var cost: OperatorCost { .constant }

  /// Longest lag that may be asked for.
  public static let longestLag = 256

  private let length: Int
  private let shortest: Int
  private let logarithms: [Double]
  private var ring: LagRing
  private var seen = 0
  private var isCurrent = false
  private var differences: [SlidingWindow<SecondMoments>]
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    let length = try parameters.count("n", atLeast: 4)
    let shortest = Int(try parameters.integer("lag_min", in: 1...Int64(Self.longestLag - 1)))
    let longest = Int(try parameters.integer("lag_max", in: Int64(shortest + 1)...Int64(Self.longestLag)))
    guard longest < length - 1 else { throw ParameterFault(key: "lag_max", reason: "is \(longest), it must be below n − 1") }
    self.length = length
    self.shortest = shortest
    logarithms = (shortest...longest).map { MathFunctions.logarithm(Double($0)) }
    ring = LagRing(longest + 1)
    differences = (shortest...longest).map { _ in SlidingWindow() }
  }

  public var outputs: [String] { ["hurst", "fractal_dimension"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    isCurrent = point.value > 0
    guard isCurrent else { return true }
    _ = ring.push(MathFunctions.logarithm(point.value))
    seen = min(seen + 1, length)
    for index in differences.indices {
      let lag = shortest + index
      if ring.count > lag { differences[index].push(ring[0] - ring[lag], keeping: length - lag) }
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    var fit = SlopeFit()
    if isCurrent, seen == length {
      for index in differences.indices {
        let moments = differences[index].total
        let variance = moments.squares / moments.count
        if variance > 0 { fit.add(logarithms[index], 0.5 * MathFunctions.logarithm(variance)) }
      }
    }
    values[0] = fit.slope
    values[1] = 2 - fit.slope
  }
}
