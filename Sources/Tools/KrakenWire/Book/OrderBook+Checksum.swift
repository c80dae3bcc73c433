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
  public mutating func checksum() -> UInt32 {
    digits.removeAll(keepingCapacity: true)
    for index in 0..<min(asks.count, 10) { Self.append(asks[index], to: &digits) }
    for index in 0..<min(bids.count, 10) { Self.append(bids[index], to: &digits) }
    var crc = CRC32()
    crc.update(digits.span)
    return crc.value
  }

  private static func append(_ level: BookLevel, to digits: inout [UInt8]) {
    append(UInt64(level.price.units.magnitude), to: &digits)
    append(UInt64(level.quantity.units.magnitude), to: &digits)
  }

  private static func append(_ value: UInt64, to digits: inout [UInt8]) {
    guard value > 0 else { return }  // all of it is leading zeros
    var width = 1
    var bound: UInt64 = 10
    while width < 20, value >= bound {
      width += 1
      let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
      if overflow { break }
      bound = next
    }
    let start = digits.count
    for _ in 0..<width { digits.append(48) }
    var rest = value
    var index = start + width - 1
    while rest > 0 {
      digits[index] = 48 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      index -= 1
    }
  }
}
