/// Exact sums of pairs of integers, of which at most 2²⁰ are in at once, and the least-squares line through them.
struct BivariateSums: Sendable {
  private var count: Int128 = 0
  private var x: Int128 = 0
  private var y: Int128 = 0
  private var squaresX = Int256.zero
  private var squaresY = Int256.zero
  private var products = Int256.zero

  @inline(__always) mutating func add(x value: Int64, y other: Int64) {
    count &+= 1
    x &+= Int128(value)
    y &+= Int128(other)
    squaresX = squaresX &+ Int256(Self.product(value, value))
    squaresY = squaresY &+ Int256(Self.product(other, other))
    products = products &+ Int256(Self.product(value, other))
  }

  @inline(__always) mutating func remove(x value: Int64, y other: Int64) {
    count &-= 1
    x &-= Int128(value)
    y &-= Int128(other)
    squaresX = squaresX &- Int256(Self.product(value, value))
    squaresY = squaresY &- Int256(Self.product(other, other))
    products = products &- Int256(Self.product(value, other))
  }

  @inline(__always) private static func product(_ left: Int64, _ right: Int64) -> Int128 { Int128(left) &* Int128(right) }

  /// y ≈ intercept + slope x, with the share of y's variance that it explains (NaN when all y are equal); `nil` when all x are equal.
  ///
  /// ```text
  /// slope = n S_xy / n S_xx        intercept = (Σy Σx² − Σx Σxy) / n S_xx        every numerator and denominator an exact integer
  /// ```
  var line: (slope: Double, intercept: Double, determination: Double)? {
    let spreadX = squaresX &* count &- Int256(x) &* x
    guard !spreadX.isZero else { return nil }
    let spreadY = squaresY &* count &- Int256(y) &* y
    let together = products &* count &- Int256(x) &* y
    let offset = squaresX &* y &- products &* x
    let (covariance, variance) = (together.approximated, spreadX.approximated)
    let slope = covariance / variance
    let determination = spreadY.isZero ? Double.nan : slope * (covariance / spreadY.approximated)
    return (slope, offset.approximated / variance, determination)
  }
}
