extension DoubleText {
  /// m · 10ᵉ for m ≠ 0, rounded once to nearest, ties to even; `nil` where it is no normal number, or too near a tie to be decided here.
  ///
  /// ```text
  /// P = m · T,  T ≤ 5ᵉ · 2^(127 − x) < T + 1     ⇒     the true product lies in [P, P + m),  m < 2⁶⁴
  /// ```
  ///
  /// P has 192 bits of which the upper 128 are looked at. The true value lies less than 2 above them (4 after the shift to a leading one), so the rounding
  /// of the upper 64 is certain unless the lower 64 end within 4 of their greatest value, or stand at 0 on what may be a tie.
  ///
  /// - Complexity: O(1), two multiplications of 64 bits.
  @inlinable @inline(__always) public static func rounded(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    guard mantissa != 0, exponent >= PowersOfFive.exponents.lowerBound, exponent <= PowersOfFive.exponents.upperBound else { return nil }
    let zeros = mantissa.leadingZeroBitCount
    let normal = mantissa &<< UInt64(truncatingIfNeeded: zeros)
    let slot = 2 &* (exponent &- PowersOfFive.exponents.lowerBound)
    let upper = normal.multipliedFullWidth(by: PowersOfFive.words[slot])
    let lower = normal.multipliedFullWidth(by: PowersOfFive.words[slot &+ 1])
    let (middle, carry) = upper.low.addingReportingOverflow(lower.high)
    let high = upper.high &+ (carry ? 1 : 0)
    let shift = 1 &- high &>> 63
    let top = high &<< shift | (middle &>> 63) & shift
    let behind = middle &<< shift
    let rest = top & 0x7ff
    if behind >= ~3 || (rest == 0x400 && behind == 0) {
      return exponent >= -27 && exponent <= 27 ? exact(mantissa, exponent) : nil
    }
    let scale = 12 &- Int(truncatingIfNeeded: shift) &- zeros &+ PowersOfFive.binaryExponent(exponent) &+ exponent
    guard scale >= 1 &- 1075, scale <= 2045 &- 1075 else { return nil }
    return Double(bitPattern: UInt64(truncatingIfNeeded: scale &+ 1074) &<< 52 &+ top &>> 11 &+ (rest >= 0x400 ? 1 : 0))
  }

  /// m · 10ᵉ for m ≠ 0, |e| ≤ 27, rounded once to nearest, ties to even. All results are normal numbers.
  @usableFromInline static func exact(_ mantissa: UInt64, _ exponent: Int) -> Double {
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
}
