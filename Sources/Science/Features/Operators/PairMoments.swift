/// Sums of deviations and their products of a window of pairs, from pivots that are a pair of the window (see ``SecondMoments``).
struct PairMoments: WindowAggregate {
  private(set) var count = 0.0
  private var pivot = PairPoint(x: 0, y: 0)
  private var sumX = 0.0
  private var sumY = 0.0
  private var sumXX = 0.0
  private var sumYY = 0.0
  private var sumXY = 0.0

  init() {}
  @inline(__always) mutating func append(_ element: PairPoint) {
    if count == 0 { pivot = element }
    let (x, y) = (element.x - pivot.x, element.y - pivot.y)
    count += 1
    sumX += x
    sumY += y
    sumXX += x * x
    sumYY += y * y
    sumXY += x * y
  }
  @inline(__always) func merged(with newer: Self) -> Self {
    guard newer.count > 0 else { return self }
    let (x, y) = (newer.pivot.x - pivot.x, newer.pivot.y - pivot.y)
    var merged = self
    merged.sumXX += newer.sumXX + x * (2 * newer.sumX + newer.count * x)
    merged.sumYY += newer.sumYY + y * (2 * newer.sumY + newer.count * y)
    merged.sumXY += newer.sumXY + x * newer.sumY + y * newer.sumX + newer.count * x * y
    merged.sumX += newer.sumX + newer.count * x
    merged.sumY += newer.sumY + newer.count * y
    merged.count += newer.count
    return merged
  }

  /// Σ (x − x̄)², 0 exactly when all x are equal.
  var squaresX: Double { max(0, sumXX - sumX * sumX / count) }
  /// Σ (y − ȳ)².
  var squaresY: Double { max(0, sumYY - sumY * sumY / count) }
  /// Σ (x − x̄)(y − ȳ).
  var products: Double { sumXY - sumX * sumY / count }
  /// The means.
  var means: PairPoint { PairPoint(x: pivot.x + sumX / count, y: pivot.y + sumY / count) }

  /// Σ (x − c)(y − c).
  func products(about centre: Double) -> Double {
    let (x, y) = (pivot.x - centre, pivot.y - centre)
    return sumXY + x * sumY + y * sumX + count * x * y
  }
}
