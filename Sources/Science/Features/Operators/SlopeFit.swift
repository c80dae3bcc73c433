/// The slope of the least-squares line through a few points, deviations taken from the first.
struct SlopeFit {
  private(set) var count = 0
  private var origin = PairPoint(x: 0, y: 0)
  private var sumX = 0.0
  private var sumY = 0.0
  private var sumXX = 0.0
  private var sumXY = 0.0

  mutating func add(_ x: Double, _ y: Double) {
    if count == 0 { origin = PairPoint(x: x, y: y) }
    let (dx, dy) = (x - origin.x, y - origin.y)
    count += 1
    sumX += dx
    sumY += dy
    sumXX += dx * dx
    sumXY += dx * dy
  }

  /// The slope, NaN with fewer than two points or where all x are equal.
  var slope: Double {
    let n = Double(count)
    return count < 2 ? .nan : MathFunctions.quotient(sumXY - sumX * sumY / n, sumXX - sumX * sumX / n)
  }
}
