/// The largest upper and the smallest lower value of a window of ranges.
struct ExtremeAggregate: WindowAggregate {
  private(set) var highest = -Double.infinity
  private(set) var lowest = Double.infinity

  init() {}
  /// x is the upper value, y the lower.
  @inline(__always) mutating func append(_ element: PairPoint) {
    highest = element.x > highest ? element.x : highest
    lowest = element.y < lowest ? element.y : lowest
  }
  @inline(__always) func merged(with newer: Self) -> Self {
    var merged = self
    merged.highest = newer.highest > highest ? newer.highest : highest
    merged.lowest = newer.lowest < lowest ? newer.lowest : lowest
    return merged
  }
}
