/// The sums of a window's two columns.
struct TwoSumAggregate: WindowAggregate {
  var first = 0.0
  var second = 0.0

  init() {}
  @inline(__always) mutating func append(_ element: PairPoint) {
    first += element.x
    second += element.y
  }
  @inline(__always) func merged(with newer: Self) -> Self {
    var merged = self
    merged.first += newer.first
    merged.second += newer.second
    return merged
  }
}
