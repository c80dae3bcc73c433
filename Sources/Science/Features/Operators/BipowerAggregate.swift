/// Σ r² and Σ |rᵢ||rᵢ₋₁| of a window of returns, the latter over pairs with both returns inside.
struct BipowerAggregate: WindowAggregate {
  private(set) var squares = 0.0
  private(set) var pairs = 0.0
  /// |r||r'| of the oldest return inside with the one before it, outside.
  private var outer = 0.0
  private var count = 0

  init() {}
  /// x is r, y is |r||r'|.
  @inline(__always) mutating func append(_ element: PairPoint) {
    if count == 0 { outer = element.y } else { pairs += element.y }
    squares += element.x * element.x
    count &+= 1
  }
  @inline(__always) mutating func prepend(_ element: PairPoint) {
    if count > 0 { pairs += outer }
    outer = element.y
    squares += element.x * element.x
    count &+= 1
  }
  @inline(__always) func merged(with newer: Self) -> Self {
    guard newer.count > 0 else { return self }
    var merged = self
    merged.squares += newer.squares
    merged.pairs += newer.outer + newer.pairs
    merged.count &+= newer.count
    return merged
  }
}
