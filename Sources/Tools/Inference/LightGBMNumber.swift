internal import JSONBytes

/// A number of a LightGBM file, read from its bytes: exactly what the standard library reads from the same text.
enum LightGBMNumber {
  /// Digits with an optional sign; `nil` for other text and for what does not fit.
  @inline(__always) static func integer<Number: FixedWidthInteger>(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Number? {
    var index = range.lowerBound
    let end = range.upperBound
    guard index < end else { return nil }
    let negative = bytes[index] == 45
    if negative || bytes[index] == 43 { index += 1 }
    guard index < end else { return nil }
    // Eighteen digits fit; longer ones are rare and may still be small.
    guard end - index <= 18 else { return Number(LightGBMParser.text(bytes, range)) }
    var value: Int64 = 0
    while index < end {
      let digit = bytes[index] &- 48
      guard digit <= 9 else { return nil }
      value = value &* 10 &+ Int64(digit)
      index += 1
    }
    return Number(exactly: negative ? -value : value)
  }

  /// Correctly rounded; `inf`, `nan` and hexadecimal text go the library's way.
  static func double(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    DoubleText.parse(bytes, range) ?? Double(LightGBMParser.text(bytes, range))
  }
}
