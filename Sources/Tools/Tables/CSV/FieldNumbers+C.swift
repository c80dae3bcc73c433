internal import JSONBytes

/// Reads the numbers of one column from the fields of a block: eight digits a multiplication, no branch a digit.
///
/// ```text
/// the field's last bytes in words, '0' filled in front, the point taken out by a shift;
/// eight digits at once: pairs · 10 + …, quadruples · 100 + …, octets · 10⁴ + …;   m / 10ᶠ, exact for m ≤ 2⁵³, f ≤ 22
/// ```
///
/// Sign, digits and one point, up to 24 bytes: what else may be a number (exponents, spaces, longer ones) is left to ``DoubleText``, bit for bit the same.
enum FieldNumbers {
  /// Appends the numbers of rows `rows`, an empty field as NaN, until one is not of the simple form.
  ///
  /// - Parameters:
  ///   - starts: where each row begins.
  ///   - separators: `stride` a row.
  ///   - column: which field of the row.
  /// - Returns: the first row not read, or `rows.upperBound`.
  /// - Precondition: 24 bytes of the buffer lie in front of the first field.
  static func append(
    to numbers: inout [Double], _ bytes: [UInt8], starts: [UInt32], separators: [UInt32], stride: Int, column: Int, rows: Range<Int>
  ) -> Int {
    precondition(
      rows.isEmpty || (rows.upperBound <= starts.count && rows.upperBound * stride <= separators.count), "the rows are in the index")
    precondition(
      rows.isEmpty || (starts[rows.lowerBound] >= 24 && Int(separators[rows.upperBound * stride - 1]) < bytes.count),
      "the fields are in the buffer")
    let isLast = column == stride - 1
    // Fetched once a column, not once a number.
    let tens = DoubleText.tens
    var stopped = rows.upperBound
    let before = numbers.count
    numbers.append(contentsOf: repeatElement(0, count: rows.count))
    // SAFETY: separators rise and lie in the buffer, so every field does; words are read at most 24 bytes in front of a field's end, where the buffer
    // has 24 bytes before its first field. One number a row is written, for which the array has just been made longer.
    unsafe bytes.withUnsafeBytes { source in
      unsafe separators.withUnsafeBufferPointer { cuts in
        unsafe numbers.withUnsafeMutableBufferPointer { target in
          let put = unsafe target.baseAddress.unsafelyUnwrapped + before
          let base = unsafe source.baseAddress.unsafelyUnwrapped
          let powers = tens.span
          var row = rows.lowerBound
          while row < rows.upperBound {
            let slot = row &* stride &+ column
            // SAFETY: as above.
            var end = unsafe Int(cuts[slot])
            let start = unsafe column == 0 ? Int(starts[row]) : Int(cuts[slot &- 1]) &+ 1
            if isLast, end > start, unsafe base.load(fromByteOffset: end &- 1, as: UInt8.self) == 13 { end &-= 1 }
            // SAFETY: start ≤ end, both in the buffer, with 24 bytes before; one number a row is written, for which the array has been made longer.
            guard let value = unsafe number(base, start, end, powers) else {
              stopped = row
              return
            }
            unsafe put[row &- rows.lowerBound] = value
            row &+= 1
          }
        }
      }
    }
    if stopped < rows.upperBound { numbers.removeLast(rows.upperBound - stopped) }
    return stopped
  }

  /// One field of the simple form; NaN when it is empty.
  @inline(__always) static func number(_ base: UnsafeRawPointer, _ first: Int, _ end: Int, _ tens: Span<Double>) -> Double? {
    if first == end { return .nan }
    // A minus comes or does not: no branch on it.
    // SAFETY: first < end, a byte of the field.
    let minus: UInt64 = unsafe base.load(fromByteOffset: first, as: UInt8.self) == 45 ? 1 : 0
    let start = first &+ Int(truncatingIfNeeded: minus)
    let length = end &- start
    var mantissa: UInt64
    var fraction = 0
    var pointed: UInt64 = 0
    if length > 0, length <= 8 {
      // SAFETY: 24 bytes lie in front of every field.
      let word = fill(unsafe base.loadUnaligned(fromByteOffset: end &- 8, as: UInt64.self), length)
      let cut = withoutPoint(word)
      guard areDigits(cut.word) else { return nil }
      mantissa = digits(cut.word)
      fraction = cut.fraction
      pointed = cut.found
    } else if length > 8, length <= 16 {
      // SAFETY: as above.
      var high = unsafe base.loadUnaligned(fromByteOffset: end &- 8, as: UInt64.self)
      var low = fill(unsafe base.loadUnaligned(fromByteOffset: end &- 16, as: UInt64.self), length &- 8)
      let cut = withoutPoint(high)
      if cut.found != 0 {
        // The place that the point leaves takes the last byte of the word in front.
        high = cut.word & ~0xff | low >> 56
        low = low << 8 | 0x30
        fraction = cut.fraction
      } else {
        let before = withoutPoint(low)
        low = before.word
        if before.found != 0 { fraction = before.fraction &+ 8 }
      }
      guard areDigits(high), areDigits(low) else { return nil }
      mantissa = digits(low) &* 100_000_000 &+ digits(high)
    } else if length > 16, length <= 24 {
      // SAFETY: as above.
      var high = unsafe base.loadUnaligned(fromByteOffset: end &- 8, as: UInt64.self)
      var middle = unsafe base.loadUnaligned(fromByteOffset: end &- 16, as: UInt64.self)
      var low = fill(unsafe base.loadUnaligned(fromByteOffset: end &- 24, as: UInt64.self), length &- 16)
      let last = withoutPoint(high)
      let inner = withoutPoint(middle)
      let first = withoutPoint(low)
      if last.found != 0 {
        high = last.word & ~0xff | middle >> 56
        middle = middle << 8 | low >> 56
        low = low << 8 | 0x30
        fraction = last.fraction
      } else if inner.found != 0 {
        middle = inner.word & ~0xff | low >> 56
        low = low << 8 | 0x30
        fraction = inner.fraction &+ 8
      } else {
        low = first.word
        if first.found != 0 { fraction = first.fraction &+ 16 }
      }
      guard areDigits(high), areDigits(middle), areDigits(low) else { return nil }
      let top = digits(low)
      guard top <= 1843 else { return nil }  // 1843·10¹⁶ + 10¹⁶ − 1 is below 2⁶⁴
      mantissa = (top &* 100_000_000 &+ digits(middle)) &* 100_000_000 &+ digits(high)
    } else {
      return nil
    }
    if length == 1, pointed != 0 { return nil }
    let value: Double
    if mantissa <= 1 << 53, fraction <= 22 {
      value = Double(mantissa) / tens[fraction]
    } else {
      guard let rounded = DoubleText.rounded(mantissa, -fraction) else { return nil }
      value = rounded
    }
    return Double(bitPattern: value.bitPattern ^ minus &<< 63)
  }

  /// Keeps a word's last `length` bytes, '0' in front of them.
  @inline(__always) private static func fill(_ word: UInt64, _ length: Int) -> UInt64 {
    let gap = UInt64(truncatingIfNeeded: 64 &- 8 &* length)  // 0…56
    return (word &>> gap) &<< gap | 0x0030_3030_3030_3030 &>> (56 &- gap)
  }

  /// Takes the first point out of eight bytes: those in front of it move up, '0' takes the first place.
  @inline(__always) private static func withoutPoint(_ word: UInt64) -> (word: UInt64, fraction: Int, found: UInt64) {
    let other = word ^ 0x2e2e_2e2e_2e2e_2e2e
    // The lowest set bit marks the first zero byte; bits above it may be wrong and are not looked at.
    let marks = (other &- 0x0101_0101_0101_0101) & ~other & 0x8080_8080_8080_8080
    if marks == 0 { return (word, 0, 0) }
    let place = marks.trailingZeroBitCount & ~7  // 8 · its byte
    let below = (1 as UInt64) &<< UInt64(truncatingIfNeeded: place) &- 1
    let above = ~(below &<< 8 | 0xff)
    return (word & above | (word & below) &<< 8 | 0x30, 7 &- place &>> 3, marks)
  }

  /// Are all eight bytes digits?
  @inline(__always) private static func areDigits(_ word: UInt64) -> Bool {
    (word & 0xf0f0_f0f0_f0f0_f0f0) | ((word &+ 0x0606_0606_0606_0606) & 0xf0f0_f0f0_f0f0_f0f0) &>> 4 == 0x3333_3333_3333_3333
  }

  /// Eight digits as an integer, the first in the lowest byte.
  @inline(__always) private static func digits(_ word: UInt64) -> UInt64 {
    let ones = ((word & 0x0f0f_0f0f_0f0f_0f0f) &* 2561) &>> 8
    let pairs = ((ones & 0x00ff_00ff_00ff_00ff) &* 6_553_601) &>> 16
    return ((pairs & 0x0000_ffff_0000_ffff) &* 42_949_672_960_001) &>> 32
  }
}
