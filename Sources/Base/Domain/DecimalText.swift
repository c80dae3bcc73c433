/// Decimal numbers as text and as integers of a power of ten: exact in both directions.
///
/// ```text
/// text "45285.20"  at scale 1  ⇄  452852        text "1.5e-3" at scale 8  →  150000
/// ```
public enum DecimalText {
  /// The largest scale of a 64-bit value.
  public static let maximumScale = 18

  /// Powers of ten, 10⁰ … 10¹⁸.
  @inlinable public static func power(_ exponent: Int) -> Int64 {
    var value: Int64 = 1
    for _ in 0..<exponent { value *= 10 }
    return value
  }

  /// Reads a JSON-shaped decimal number as an integer of 10⁻ˢᶜᵃˡᵉ.
  ///
  /// Sign, point and exponent are understood; trailing zeros beyond the scale are dropped, other digits there are an error.
  ///
  /// - Parameters:
  ///   - text: the number's bytes and nothing else.
  ///   - scale: digits behind the point, 0…18.
  /// - Throws: ``DecimalError``.
  /// - Complexity: O(length), no allocation.
  public static func parse(_ text: Span<UInt8>, scale: Int) throws(DecimalError) -> Int64 {
    let wide: Int128 = try parseWide(text, scale: scale)
    guard let value = Int64(exactly: wide) else { throw .overflow }
    return value
  }

  /// The same, at any scale up to 38, as a 128-bit integer.
  public static func parseWide(_ text: Span<UInt8>, scale: Int) throws(DecimalError) -> Int128 {
    var index = 0
    var negative = false
    if index < text.count, text[index] == 45 || text[index] == 43 {
      negative = text[index] == 45
      index += 1
    }
    var narrow: UInt64 = 0
    var mantissa: UInt128 = 0
    var wide = false
    var digits = 0
    var fraction = 0
    var pending = 0  // zeros not yet multiplied in: trailing zeros never overflow the mantissa
    var seenPoint = false
    while index < text.count {
      let byte = text[index]
      let digit = byte &- 48
      if digit <= 9 {
        digits += 1
        if seenPoint { fraction += 1 }
        if digit == 0 {
          pending += 1
        } else {
          while pending >= 0 {
            let addend: UInt64 = pending == 0 ? UInt64(digit) : 0
            if !wide, narrow < 1_000_000_000_000_000_000 {
              narrow = narrow &* 10 &+ addend
            } else {
              if !wide {
                mantissa = UInt128(narrow)
                wide = true
              }
              let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
              let (sum, carry) = product.addingReportingOverflow(UInt128(addend))
              guard !overflow, !carry else { throw .overflow }
              mantissa = sum
            }
            pending -= 1
          }
          pending = 0
        }
      } else if byte == 46, !seenPoint {
        seenPoint = true
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { throw .malformed(offset: index) }
    var exponent = 0
    if index < text.count, text[index] | 32 == 101 {
      index += 1
      var negativeExponent = false
      if index < text.count, text[index] == 45 || text[index] == 43 {
        negativeExponent = text[index] == 45
        index += 1
      }
      let first = index
      while index < text.count, case let digit = text[index] &- 48, digit <= 9 {
        if exponent < 100_000 { exponent = exponent * 10 + Int(digit) }
        index += 1
      }
      guard index > first else { throw .malformed(offset: index) }
      if negativeExponent { exponent = -exponent }
    }
    guard index == text.count else { throw .malformed(offset: index) }
    if !wide { mantissa = UInt128(narrow) }
    if mantissa == 0 { return 0 }
    // value = mantissa · 10^(pending − fraction + exponent); wanted: units of 10^−scale
    var shift = pending - fraction + exponent + scale
    while shift > 0 {
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
      guard !overflow else { throw .overflow }
      mantissa = product
      shift -= 1
    }
    while shift < 0 {
      let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { throw .inexact(scale: scale) }
      mantissa = quotient
      shift += 1
    }
    guard mantissa <= UInt128(Int128.max) else { throw .overflow }
    return negative ? -Int128(mantissa) : Int128(mantissa)
  }

  /// Appends an integer of 10⁻ˢᶜᵃˡᵉ as text with exactly `scale` digits behind the point, as Kraken prints it.
  public static func append(_ units: Int64, scale: Int, to bytes: inout [UInt8]) {
    append(Int128(units), scale: scale, to: &bytes)
  }

  /// The same for 128-bit values.
  public static func append(_ units: Int128, scale: Int, to bytes: inout [UInt8]) {
    if units < 0 { bytes.append(45) }
    let start = bytes.count
    var rest = units.magnitude
    var written = 0
    repeat {
      if written == scale, scale > 0 { bytes.append(46) }
      if let small = UInt64(exactly: rest) {
        bytes.append(48 + UInt8(truncatingIfNeeded: small % 10))
        rest = UInt128(small / 10)
      } else {
        let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
        bytes.append(48 + UInt8(truncatingIfNeeded: remainder))
        rest = quotient
      }
      written += 1
    } while rest != 0 || written <= scale
    bytes[start...].reverse()
  }

  /// The text of an integer of 10⁻ˢᶜᵃˡᵉ.
  public static func text(_ units: Int64, scale: Int) -> String {
    var bytes: [UInt8] = []
    append(units, scale: scale, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
