/// Decimal text as a double, correctly rounded, without leaving integers.
///
/// ```text
/// text = m · 10ᵉ,  m < 10¹⁹:   m ≤ 2⁵³ and |e| ≤ 22       one exact multiplication or division (Clinger 1990)
///                              |e| ≤ 27                   m · 5ᵉ or m / 5⁻ᵉ in 128 bits, rounded once to nearest even
///                              otherwise                  the standard library's conversion
/// ```
///
/// 5²⁷ is the last power of five below 2⁶⁴, so the second form needs one multiplication or division of 128 by 64 bits and its remainder decides ties:
/// exact by construction, no table of approximated powers.
public enum NumberText {
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
    } else if exponent >= -27, exponent <= 27 {
      value = rounded(mantissa, exponent)
    } else {
      return library(bytes, start..<end)
    }
    return negative ? -value : value
  }

  /// 10⁰ … 10²², each exact.
  @inline(__always) private static func power(_ exponent: Int) -> Double { tens[exponent] }

  private static let tens: [23 of Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// m · 10ᵉ for m ≠ 0, |e| ≤ 27, rounded once to nearest, ties to even. All results are normal numbers.
  static func rounded(_ mantissa: UInt64, _ exponent: Int) -> Double {
    var five: UInt64 = 1
    for _ in 0..<abs(exponent) { five *= 5 }
    var top: UInt64  // leading 64 bits of the result, highest bit set
    var sticky: Bool  // anything behind them?
    var scale: Int  // the result is top · 2^scale
    if exponent >= 0 {
      let product = mantissa.multipliedFullWidth(by: five)
      if product.high == 0 {
        top = product.low
        sticky = false
        scale = exponent
      } else {
        let shift = product.high.leadingZeroBitCount
        top = shift == 0 ? product.high : product.high << UInt64(shift) | product.low >> UInt64(64 - shift)
        sticky = product.low << UInt64(shift) != 0
        scale = exponent + 64 - shift
      }
    } else {
      // Both with their highest bit set; the numerator halved, so that the quotient fits 64 bits: quotient in 2⁶² … 2⁶⁴.
      let divisorShift = five.leadingZeroBitCount
      let mantissaShift = mantissa.leadingZeroBitCount
      let divisor = five << UInt64(divisorShift)
      let numerator = mantissa << UInt64(mantissaShift)
      let division = divisor.dividingFullWidth((numerator >> 1, numerator << 63))
      top = division.quotient
      sticky = division.remainder != 0
      // numerator/2 · 2⁶⁴ / divisor = (m · 2^mantissaShift · 2⁶³) / (5ᵏ · 2^divisorShift)
      scale = exponent - mantissaShift - 63 + divisorShift
    }
    let shift = top.leadingZeroBitCount
    top <<= UInt64(shift)
    scale -= shift
    // 53 bits stay, 11 go.
    let kept = top >> 11
    let rest = top & 0x7ff
    let up = rest > 0x400 || (rest == 0x400 && (sticky || kept & 1 == 1))
    return Double(sign: .plus, exponent: scale + 11, significand: Double(kept + (up ? 1 : 0)))
  }

  private static func library(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    for index in range { text.append(bytes[index]) }
    return Double(String(decoding: text, as: UTF8.self))
  }

  /// The words for missing and infinite: `nan`, `na`, `null`, `inf`, `-inf`, `infinity`, in any case.
  static func word(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    guard range.count <= 9, range.count >= 2 else { return nil }
    var text = ""
    for index in range { text.unicodeScalars.append(Unicode.Scalar(bytes[index] >= 65 && bytes[index] <= 90 ? bytes[index] | 32 : bytes[index])) }
    switch text {
    case "nan", "na", "null", "-nan": return .nan
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }
}
