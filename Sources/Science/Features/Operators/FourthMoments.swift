/// The first four moments of a window's values, from sums of powers of deviations from a pivot that is a value of the window (see ``SecondMoments``).
struct FourthMoments: WindowAggregate {
  private(set) var count = 0.0
  private var pivot = 0.0
  private var first = 0.0
  private var second = 0.0
  private var third = 0.0
  private var fourth = 0.0

  init() {}
  @inline(__always) mutating func append(_ element: Double) {
    if count == 0 { pivot = element }
    let deviation = element - pivot
    let square = deviation * deviation
    count += 1
    first += deviation
    second += square
    third += square * deviation
    fourth += square * square
  }
  @inline(__always) func merged(with newer: Self) -> Self {
    guard newer.count > 0 else { return self }
    let d = newer.pivot - pivot
    var merged = self
    merged.fourth += newer.fourth + d * (4 * newer.third + d * (6 * newer.second + d * (4 * newer.first + d * newer.count)))
    merged.third += newer.third + d * (3 * newer.second + d * (3 * newer.first + d * newer.count))
    merged.second += newer.second + d * (2 * newer.first + d * newer.count)
    merged.first += newer.first + d * newer.count
    merged.count += newer.count
    return merged
  }

  /// Σ (x − mean)ᵏ / n for k = 2, 3, 4.
  @inline(__always) var central: (second: Double, third: Double, fourth: Double) {
    let mean = first / count
    let (m2, m3, m4) = (second / count, third / count, fourth / count)
    let square = mean * mean
    return (max(0, m2 - square), m3 - mean * (3 * m2 - 2 * square), m4 - mean * (4 * m3 - mean * (6 * m2 - 3 * square)))
  }
}
