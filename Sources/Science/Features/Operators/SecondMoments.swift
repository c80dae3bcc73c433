/// Mean and spread of a window's values, from sums of deviations from a pivot.
///
/// The pivot is a value of the window itself (the first taken in), so no deviation is larger than the window's range r, while the squares about the
/// mean sum to r²/2 at least: cancellation costs at most a factor 2n of precision, whatever the level of the values. Equal values give exactly 0.
struct SecondMoments: WindowAggregate {
  private(set) var count = 0.0
  private(set) var pivot = 0.0
  /// Σ d, d = x − pivot.
  private var first = 0.0
  /// Σ d².
  private var second = 0.0

  init() {}
  @inline(__always) mutating func append(_ element: Double) {
    if count == 0 { pivot = element }
    let deviation = element - pivot
    count += 1
    first += deviation
    second += deviation * deviation
  }
  @inline(__always) func merged(with newer: Self) -> Self {
    guard newer.count > 0 else { return self }
    let shift = newer.pivot - pivot
    var merged = self
    merged.second += newer.second + shift * (2 * newer.first + newer.count * shift)
    merged.first += newer.first + newer.count * shift
    merged.count += newer.count
    return merged
  }

  /// The mean.
  @inline(__always) var mean: Double { pivot + first / count }
  /// x − mean, without rounding the mean to the level of the values first.
  @inline(__always) func deviation(of value: Double) -> Double { (value - pivot) - first / count }
  /// Σ (x − mean)², 0 exactly when all values are equal.
  @inline(__always) var squares: Double { max(0, second - first * first / count) }
}
