/// Hurst exponent by rescaled range of the last n log returns.
///
/// ```text
/// blocks of s returns from the oldest; R = range of the cumulative deviations from the block's mean, S = its population deviation
/// hurst = slope of ln mean(R/S) on ln s            hurst_anis_lloyd = ½ + slope of ln mean(R/S) − ln Eₛ on ln s
/// Eₛ = Γ((s − 1)/2) / (√π Γ(s/2)) Σᵢ √((s − i)/i),  i = 1…s − 1
/// ```
///
/// Blocks of equal returns are skipped; undefined where fewer than two sizes have a value. Biased upward on short windows, which Anis and Lloyd's removes.
/// O(Σ s) an update: a block's R/S is computed once, when its last return comes, and serves every window in which it lies. O(Σ n/s) an answer.
/// Source: Mandelbrot & Wallis 1969; Anis & Lloyd 1976; the definition `hurst_rs`.
public struct RescaledRange: FeatureOperator {
  public static var calculator: String { "hurst_rs" }
  public static var cost: OperatorCost { .linear }

  private let length: Int
  private let sizes: [Int]
  private let logarithms: [Double]
  private let expected: [Double]
  private var returns = StepReturn(.logReturn)
  private var isCurrent = false
  private var ring: LagRing
  /// R/S of the block that ends with each of the last n returns, for each size; NaN where all its returns are equal.
  private var quotients: [LagRing]
  private var latest = Int64.min

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    let length = try parameters.count("n", atLeast: 4)
    let sizes = try parameters.counts("sizes", atLeast: 2)
    guard Set(sizes).count == sizes.count, sizes.count >= 2 else { throw ParameterFault(key: "sizes", reason: "needs two different sizes at least, each once") }
    if let large = sizes.first(where: { $0 > length }) { throw ParameterFault(key: "sizes", reason: "holds \(large), more than \"n\"") }
    self.length = length
    self.sizes = sizes
    logarithms = sizes.map { MathFunctions.logarithm(Double($0)) }
    expected = sizes.map { MathFunctions.logarithm(Self.expectation($0)) }
    ring = LagRing(sizes.max() ?? 1)
    quotients = sizes.map { _ in LagRing(length) }
  }

  public var outputs: [String] { ["hurst", "hurst_anis_lloyd"] }

  public mutating func update(_ point: SeriesPoint) -> Bool {
    guard point.value.isFinite, point.time >= latest else { return false }
    latest = point.time
    let change = returns.next(point.value)
    isCurrent = !change.isNaN
    if isCurrent {
      _ = ring.push(change)
      for index in sizes.indices { _ = quotients[index].push(ring.count >= sizes[index] ? rescaledRange(sizes[index]) : .nan) }
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    var raw = SlopeFit()
    var corrected = SlopeFit()
    if isCurrent, quotients[0].count == length {
      for index in sizes.indices {
        let size = sizes[index]
        var (sum, count) = (0.0, 0.0)
        for block in 1...(length / size) {
          let quotient = quotients[index][length - block * size]
          if !quotient.isNaN {
            sum += quotient
            count += 1
          }
        }
        guard sum > 0 else { continue }
        let logarithm = MathFunctions.logarithm(sum / count)
        raw.add(logarithms[index], logarithm)
        corrected.add(logarithms[index], logarithm - expected[index])
      }
    }
    values[0] = raw.slope
    values[1] = 0.5 + corrected.slope
  }

  /// R/S of the last `size` returns.
  private func rescaledRange(_ size: Int) -> Double {
    var moments = SecondMoments()
    for lag in 0..<size { moments.append(ring[lag]) }
    guard moments.squares > 0 else { return .nan }
    // From the newest back the partial sums are the same with the opposite sign, ending at 0 where the others start.
    let mean = moments.mean
    var (sum, highest, lowest) = (0.0, 0.0, 0.0)
    for lag in 0..<(size - 1) {
      sum += mean - ring[lag]
      highest = lag == 0 ? max(sum, 0) : max(highest, sum)
      lowest = lag == 0 ? min(sum, 0) : min(lowest, sum)
    }
    return (highest - lowest) / (moments.squares / Double(size)).squareRoot()
  }

  private static func expectation(_ size: Int) -> Double {
    // Γ((s − 1)/2)/Γ(s/2): √π for 2, 2/√π for 3, then times (s − 1)/s for every two more.
    var ratio = size % 2 == 0 ? Double.pi.squareRoot() : 2 / Double.pi.squareRoot()
    var step = size % 2 == 0 ? 2 : 3
    while step < size {
      ratio *= Double(step - 1) / Double(step)
      step += 2
    }
    var sum = 0.0
    for index in 1..<size { sum += (Double(size - index) / Double(index)).squareRoot() }
    return ratio / Double.pi.squareRoot() * sum
  }
}
