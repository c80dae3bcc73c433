/// The sum of a window's values under the weights 1…n, newest n.
struct WeightedSumAggregate: WindowAggregate {
  private var count = 0.0
  private var sum = 0.0
  private(set) var weighted = 0.0

  init() {}
  @inline(__always) mutating func append(_ element: Double) {
    count += 1
    sum += element
    weighted += count * element
  }
  @inline(__always) mutating func prepend(_ element: Double) {
    // The older one gets weight 1, all others one more than they had.
    count += 1
    sum += element
    weighted += sum
  }
  @inline(__always) func merged(with newer: Self) -> Self {
    var merged = self
    merged.weighted += newer.weighted + count * newer.sum
    merged.sum += newer.sum
    merged.count += newer.count
    return merged
  }
}
