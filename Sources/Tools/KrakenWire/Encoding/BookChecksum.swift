public import Domain

/// Kraken's checksum of a book: CRC-32 over the digits of its ten best levels a side.
///
/// ```text
/// text = asks low → high, then bids high → low, at most ten each: price digits, then quantity digits,
///        without the point and without leading zeros; checksum = CRC-32 (IEEE 802.3, as zlib) of the text
/// ```
///
/// Prices and quantities are integers of the instrument's precision, whose decimal digits *are* that text.
///
/// Source: Kraken, "Book checksum (v2)"; CRC: ISO 3309, reflected polynomial 0xEDB88320.
public enum BookChecksum {
  /// Levels a side that enter.
  public static let depth = 10

  private static let table: [UInt32] = (0..<256).map { index in
    var value = UInt32(index)
    for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
    return value
  }

  /// CRC-32 of any bytes, as zlib's `crc32`. - Complexity: O(n), no allocation.
  public static func crc32(_ bytes: Span<UInt8>) -> UInt32 {
    let table = table.span
    var value: UInt32 = 0xffff_ffff
    for index in bytes.indices { value = value >> 8 ^ table[Int(truncatingIfNeeded: (value ^ UInt32(bytes[index])) & 255)] }
    return ~value
  }

  /// The checksum of a book.
  ///
  /// - Parameters:
  ///   - bids: best first; those behind the tenth are left out.
  ///   - asks: best first, likewise.
  /// - Complexity: O(digits), no allocation.
  public static func value(bids: Span<BookLevel>, asks: Span<BookLevel>) -> UInt32 {
    let table = table.span
    var crc: UInt32 = 0xffff_ffff
    for index in 0..<min(depth, asks.count) {
      digits(asks[index].price.units, table, &crc)
      digits(asks[index].quantity.units, table, &crc)
    }
    for index in 0..<min(depth, bids.count) {
      digits(bids[index].price.units, table, &crc)
      digits(bids[index].quantity.units, table, &crc)
    }
    return ~crc
  }

  /// The same over arrays.
  public static func value(bids: [BookLevel], asks: [BookLevel]) -> UInt32 { value(bids: bids.span, asks: asks.span) }

  /// Takes the digits of one integer, most significant first; zero has none, its text being leading zeros only.
  @inline(__always)
  private static func digits(_ value: Int64, _ table: Span<UInt32>, _ crc: inout UInt32) {
    // Digits come least significant first; packed four bits each they leave in the other order.
    var rest = UInt64(value.magnitude)
    var low: UInt64 = 0
    var count = 0
    while rest != 0, count < 16 {
      let quotient = rest / 10
      low |= (rest &- quotient &* 10) << UInt64(4 * count)
      rest = quotient
      count += 1
    }
    if rest != 0 {
      let high = rest
      var divisor: UInt64 = 1
      while high / divisor >= 10 { divisor *= 10 }
      while divisor > 0 {
        step(UInt32(truncatingIfNeeded: high / divisor % 10), table, &crc)
        divisor /= 10
      }
    }
    while count > 0 {
      count -= 1
      step(UInt32(truncatingIfNeeded: low >> UInt64(4 * count) & 15), table, &crc)
    }
  }

  @inline(__always)
  private static func step(_ digit: UInt32, _ table: Span<UInt32>, _ crc: inout UInt32) {
    crc = crc >> 8 ^ table[Int(truncatingIfNeeded: (crc ^ (digit &+ 48)) & 255)]
  }
}
