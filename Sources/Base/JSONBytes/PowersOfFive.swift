/// The leading 128 bits of 5^q for q = −342 … 308, cut off, highest bit set: 5^q = T · 2^(x − 127) with ⌊2^… T⌋ and x = ⌊log₂ 5^q⌋.
///
/// Computed once, exactly: powers by multiplying a long integer by 5, reciprocals by dividing 2¹⁰²⁴ by 5 again and again (floors of floors are floors).
@usableFromInline enum PowersOfFive {
  @inlinable static var exponents: ClosedRange<Int> { -342...308 }

  /// High and low words, two an exponent.
  @usableFromInline static let words: [UInt64] = {
    var table = [UInt64](repeating: 0, count: 2 * exponents.count)
    func put(_ exponent: Int, _ long: [UInt32]) {
      // The leading bits, the most significant word last.
      var top = long.count - 1
      while long[top] == 0 { top -= 1 }
      func word(_ place: Int) -> UInt64 { place >= 0 ? UInt64(long[place]) : 0 }
      let shift = UInt64(long[top].leadingZeroBitCount)
      let high = word(top) << 32 | word(top - 1)
      let middle = word(top - 2) << 32 | word(top - 3)
      let low = word(top - 4) << 32
      let slot = 2 * (exponent - exponents.lowerBound)
      table[slot] = high << shift | (middle >> (64 - shift))
      table[slot + 1] = middle << shift | (low >> (64 - shift))
    }
    var power: [UInt32] = [1]
    put(0, power)
    for exponent in 1...exponents.upperBound {
      var carry: UInt64 = 0
      for index in power.indices {
        let product = UInt64(power[index]) * 5 + carry
        power[index] = UInt32(truncatingIfNeeded: product)
        carry = product >> 32
      }
      if carry > 0 { power.append(UInt32(carry)) }
      put(exponent, power)
    }
    var reciprocal = [UInt32](repeating: 0, count: 32) + [1]  // 2¹⁰²⁴: 5⁻³⁴² leaves 229 bits of it
    for exponent in 1 ... -exponents.lowerBound {
      var remainder: UInt64 = 0
      for index in reciprocal.indices.reversed() {
        let dividend = remainder << 32 | UInt64(reciprocal[index])
        reciprocal[index] = UInt32(dividend / 5)
        remainder = dividend % 5
      }
      put(-exponent, reciprocal)
    }
    return table
  }()

  /// ⌊log₂ 5^q⌋ for the table's exponents.
  @inlinable @inline(__always) static func binaryExponent(_ exponent: Int) -> Int { (exponent &* 152_170) >> 16 }
}
