/// Decimal text as a double, correctly rounded.
///
/// ```text
/// text = m · 10ᵉ,  m < 2⁶⁴:    m ≤ 2⁵³ and |e| ≤ 22       one exact multiplication or division (Clinger 1990)
///                              otherwise                  m times 128 bits of 5ᵉ, where the bits cut off cannot change the rounding (after Lemire 2021)
///                              where they can             |e| ≤ 27: exact in 128 bits; else the standard library's conversion
/// ```
///
/// Nothing rests on the table being rounded one way or the other: a product whose rounding the table's error could change is not used (``rounded(_:_:)``).
public enum DoubleText {
  /// Reads a number: sign, digits, point, exponent; spaces around it are skipped.
  ///
  /// - Returns: `nil` when the range holds anything else, or nothing.
  public static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var index = range.lowerBound
    var end = range.upperBound
    while index < end, bytes[index] == 32 { index += 1 }
    while index < end, bytes[end - 1] == 32 { end -= 1 }
    let start = index
    var negative = false
    if index < end, bytes[index] == 45 || bytes[index] == 43 {
      negative = bytes[index] == 45
      index += 1
    }
    var mantissa: UInt64 = 0
    var significant = 0
    var exponent = 0
    var digits = 0
    while index < end {
      let digit = bytes[index] &- 48
      guard digit <= 9 else { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      if significant > 0 || digit > 0 { significant += 1 }
      digits += 1
      index += 1
    }
    if index < end, bytes[index] == 46 {
      index += 1
      let first = index
      while index < end {
        let digit = bytes[index] &- 48
        guard digit <= 9 else { break }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        if significant > 0 || digit > 0 { significant += 1 }
        index += 1
      }
      exponent = first - index
      digits += index - first
    }
    guard digits > 0 else { return nil }
    if index < end, bytes[index] | 32 == 101 {
      index += 1
      var down = false
      if index < end, bytes[index] == 45 || bytes[index] == 43 {
        down = bytes[index] == 45
        index += 1
      }
      var written = 0
      let first = index
      while index < end {
        let digit = bytes[index] &- 48
        guard digit <= 9 else { break }
        if written < 100_000 { written = written * 10 + Int(digit) }
        index += 1
      }
      guard index > first else { return nil }
      exponent += down ? -written : written
    }
    guard index == end else { return nil }
    // Nineteen digits fit 64 bits; beyond them the loop above has wrapped, and the wrapped value is not used.
    if significant > 19 { return library(bytes, start..<end) }
    if mantissa == 0 { return negative ? -0.0 : 0 }
    let value: Double
    if mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      value = exponent < 0 ? Double(mantissa) / power(-exponent) : Double(mantissa) * power(exponent)
    } else if let rounded = rounded(mantissa, exponent) {
      value = rounded
    } else {
      return library(bytes, start..<end)
    }
    return negative ? -value : value
  }

  @inline(__always) private static func power(_ exponent: Int) -> Double { tens[exponent] }

  /// 10⁰ … 10²², each exact.
  public static let tens: [23 of Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The standard library's answer: correctly rounded too, also for words and hexadecimal text, some ten times as slow.
  static func library(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    for index in range { text.append(bytes[index]) }
    return Double(String(decoding: text, as: UTF8.self))
  }

  /// The words for missing and infinite: `nan`, `na`, `null`, `inf`, `-inf`, `infinity`, in any case.
  ///
  /// - Returns: NaN or an infinity; `nil` for any other text.
  public static func word(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    guard range.count <= 9, range.count >= 2 else { return nil }
    var first = range.lowerBound
    let sign = bytes[first]
    if sign == 45 || sign == 43 { first += 1 }
    guard range.upperBound - first <= 8 else { return nil }
    var packed: UInt64 = 0
    for index in first..<range.upperBound {
      let byte = bytes[index]
      packed = packed << 8 | UInt64(byte >= 65 && byte <= 90 ? byte | 32 : byte)
    }
    switch packed {
    case 0x6e616e: return sign == 43 ? nil : .nan  // nan
    case 0x6e61, 0x6e75_6c6c: return sign == 43 || sign == 45 ? nil : .nan  // na, null
    case 0x696e66, 0x696e_6669_6e69_7479: return sign == 45 ? -.infinity : .infinity  // inf, infinity
    default: return nil
    }
  }
}
