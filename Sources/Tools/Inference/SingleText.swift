/// Decimal text to the nearest single-precision number.
///
/// The fast path takes the digits as an integer below 2⁵³ and scales it by an exact power of ten: one rounding to double. The second
/// rounding, to single, can only go wrong when the double lies next to the middle between two singles; those, long digit strings and large
/// exponents take the standard library's correctly rounded parser.
enum SingleText {
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The value of a number of JSON's grammar; beyond the range of singles it is infinite, and `nil` when it is no number at all.
  static func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Float? { fast(bytes, range) ?? exact(bytes, range) }

  /// The value of any text, such as a parameter's.
  static func value(_ text: some StringProtocol) -> Float? { Float(text) }

  static func exact(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Float? {
    var units: [UInt8] = []
    for index in range { units.append(bytes[index]) }
    return Float(String(decoding: units, as: UTF8.self))
  }

  private static func fast(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Float? {
    var index = range.lowerBound
    let end = range.upperBound
    guard index < end else { return nil }
    let negative = bytes[index] == UInt8(ascii: "-")
    if negative { index += 1 }
    var digits: UInt64 = 0
    var count = 0
    var exponent = 0
    var afterPoint = false
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !afterPoint {
        afterPoint = true
      } else if byte &- 48 <= 9 {
        digits = digits &* 10 &+ UInt64(byte &- 48)
        if digits != 0 { count += 1 }
        if count > 15 { return nil }
        if afterPoint { exponent -= 1 }
      } else {
        break
      }
      index += 1
    }
    if index < end {
      guard bytes[index] | 32 == UInt8(ascii: "e") else { return nil }
      index += 1
      var down = false
      if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
        down = bytes[index] == UInt8(ascii: "-")
        index += 1
      }
      guard index < end, end - index <= 3 else { return nil }
      var written = 0
      while index < end {
        guard bytes[index] &- 48 <= 9 else { return nil }
        written = written * 10 + Int(bytes[index] &- 48)
        index += 1
      }
      exponent += down ? -written : written
    }
    guard (-22...22).contains(exponent) else { return nil }
    let scaled = exponent < 0 ? Double(digits) / powers[-exponent] : Double(digits) * powers[exponent]
    // The 29 bits that a single lacks: exactly half a unit is 2²⁸. One unit of the double on either side is too near to call.
    let tail = scaled.bitPattern & 0x1fff_ffff
    if tail >= 0x0fff_ffff, tail <= 0x1000_0001 { return nil }
    // Below the smallest normal single the spacing is wider than the tail shows.
    if scaled != 0, scaled < 1.2e-38 { return nil }
    let value = Float(scaled)
    return negative ? -value : value
  }
}
