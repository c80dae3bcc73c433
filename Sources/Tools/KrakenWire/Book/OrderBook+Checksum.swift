import Domain

extension OrderBook {
  /// Kraken's checksum of the book.
  ///
  /// ```text
  /// CRC-32( ten best asks, lowest first, then ten best bids, highest first: digits of price · digits of quantity )
  /// ```
  ///
  /// The digits are those of the integers at the instrument's precisions, which is the text without point and leading zeros.
  /// Always the best ten whatever the depth; fewer where the side is shorter. An empty book gives 0.
  ///
  /// - Complexity: O(digits), no allocation.
  public func checksum() -> UInt32 {
    // Twenty levels of two numbers of at most nineteen digits.
    var digits = [760 of UInt8](repeating: 0)
    var end = 0
    for index in 0..<min(asks.count, 10) { Self.append(asks[index], to: &digits, at: &end) }
    for index in 0..<min(bids.count, 10) { Self.append(bids[index], to: &digits, at: &end) }
    var crc = CRC32()
    crc.update(digits.span.extracting(0..<end))
    return crc.value
  }

  private static func append(_ level: BookLevel, to digits: inout [760 of UInt8], at end: inout Int) {
    append(level.price.units.magnitude, to: &digits, at: &end)
    append(level.quantity.units.magnitude, to: &digits, at: &end)
  }

  private static func append(_ value: UInt64, to digits: inout [760 of UInt8], at end: inout Int) {
    guard value > 0 else { return }  // all of it is leading zeros
    var width = 1
    var bound: UInt64 = 10
    while width < 19, value >= bound {
      width += 1
      bound &*= 10
    }
    var rest = value
    var index = end + width - 1
    while rest > 0 {
      digits[index] = 48 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      index -= 1
    }
    end += width
  }
}
