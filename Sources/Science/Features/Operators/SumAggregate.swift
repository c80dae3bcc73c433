/// The sum of a window's values.
struct SumAggregate: WindowAggregate {
  var sum = 0.0

  init() {}
  @inline(__always) mutating func append(_ element: Double) { sum += element }
  @inline(__always) func merged(with newer: Self) -> Self {
    var merged = self
    merged.sum += newer.sum
    return merged
  }
}
