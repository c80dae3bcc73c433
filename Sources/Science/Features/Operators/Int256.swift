/// A 256-bit integer in two's complement, wrapping: just what exact second moments of 64-bit values need.
///
/// A sum of 2²⁰ products of 64-bit values takes 146 bits, and n Σx² − (Σx)² another 20: 128 bits overflow on large quantities, doubles cancel.
struct Int256: Hashable, Sendable {
  var high: Int128
  var low: UInt128

  static let zero = Int256(high: 0, low: 0)

  @inline(__always) init(high: Int128, low: UInt128) {
    self.high = high
    self.low = low
  }

  @inline(__always) init(_ value: Int128) {
    high = value >> 127
    low = UInt128(truncatingIfNeeded: value)
  }

  @inline(__always) static func &+ (left: Int256, right: Int256) -> Int256 {
    let (low, carry) = left.low.addingReportingOverflow(right.low)
    return Int256(high: left.high &+ right.high &+ (carry ? 1 : 0), low: low)
  }

  @inline(__always) static func &- (left: Int256, right: Int256) -> Int256 {
    let (low, borrow) = left.low.subtractingReportingOverflow(right.low)
    return Int256(high: left.high &- right.high &- (borrow ? 1 : 0), low: low)
  }

  @inline(__always) static func &* (left: Int256, right: Int128) -> Int256 {
    let factor = Int256(right)
    let product = multiplyFull(left.low, factor.low)
    let cross = left.high &* Int128(truncatingIfNeeded: factor.low) &+ Int128(truncatingIfNeeded: left.low) &* factor.high
    return Int256(high: Int128(truncatingIfNeeded: product.high) &+ cross, low: product.low)
  }

  /// The whole product of two 128-bit values, from four of 64 bits.
  @inline(__always) private static func multiplyFull(_ left: UInt128, _ right: UInt128) -> (high: UInt128, low: UInt128) {
    let (leftLow, leftHigh) = (UInt64(truncatingIfNeeded: left), UInt64(truncatingIfNeeded: left >> 64))
    let (rightLow, rightHigh) = (UInt64(truncatingIfNeeded: right), UInt64(truncatingIfNeeded: right >> 64))
    let lowest = UInt128(leftLow) &* UInt128(rightLow)
    let first = UInt128(leftLow) &* UInt128(rightHigh)
    let second = UInt128(leftHigh) &* UInt128(rightLow)
    let highest = UInt128(leftHigh) &* UInt128(rightHigh)
    let middle = (lowest >> 64) &+ UInt128(UInt64(truncatingIfNeeded: first)) &+ UInt128(UInt64(truncatingIfNeeded: second))
    return (highest &+ (first >> 64) &+ (second >> 64) &+ (middle >> 64), (middle << 64) | UInt128(UInt64(truncatingIfNeeded: lowest)))
  }

  @inline(__always) var isZero: Bool { high == 0 && low == 0 }

  /// The nearest double, to within two units in the last place; exact below 2⁵³.
  var approximated: Double {
    if let narrow = Int64(exactly: high), narrow == 0 || narrow == -1 {
      let value = Int128(truncatingIfNeeded: low)
      if (value < 0) == (narrow < 0) { return value.approximated }
    }
    // The magnitude, so that the low half does not cancel the high one.
    let negative = high < 0
    let magnitude = negative ? Int256.zero &- self : self
    let top = UInt128(truncatingIfNeeded: magnitude.high)
    let value = Self.approximate(top) * 0x1p128 + Self.approximate(magnitude.low)
    return negative ? -value : value
  }

  private static func approximate(_ value: UInt128) -> Double {
    Double(UInt64(truncatingIfNeeded: value >> 64)) * 0x1p64 + Double(UInt64(truncatingIfNeeded: value))
  }
}
