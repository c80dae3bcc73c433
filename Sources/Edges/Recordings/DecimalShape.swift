/// What a decimal number's text asks of its integer: digits before and behind the point.
struct DecimalShape: Equatable {
  /// Digits before the point, leading zeros left out.
  var whole: Int
  /// Digits behind the point, trailing zeros left out: what a scale must hold so that nothing is lost.
  var fraction: Int
  /// Digits behind the point as written.
  var written: Int
  var isZero: Bool
  var isNegative: Bool

  /// Measures a number; `nil` when the bytes are none.
  init?(_ bytes: Span<UInt8>) {
    var index = 0
    isNegative = false
    if index < bytes.count, bytes[index] == 45 || bytes[index] == 43 {
      isNegative = bytes[index] == 45
      index += 1
    }
    var digits = 0
    var leading = 0  // zeros before the first other digit
    var behind = 0  // digits behind the point
    var trailing = 0  // zeros since the last other digit
    var seenPoint = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 46, !seenPoint {
        seenPoint = true
      } else {
        let digit = byte &- 48
        guard digit <= 9 else { break }
        digits += 1
        if seenPoint { behind += 1 }
        if digit == 0 {
          trailing += 1
          if leading == digits - 1 { leading += 1 }
        } else {
          trailing = 0
        }
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    var exponent = 0
    if index < bytes.count, bytes[index] | 32 == 101 {
      index += 1
      var down = false
      if index < bytes.count, bytes[index] == 45 || bytes[index] == 43 {
        down = bytes[index] == 45
        index += 1
      }
      let first = index
      while index < bytes.count, case let digit = bytes[index] &- 48, digit <= 9 {
        if exponent < 10_000 { exponent = exponent * 10 + Int(digit) }
        index += 1
      }
      guard index > first else { return nil }
      if down { exponent = -exponent }
    }
    guard index == bytes.count else { return nil }
    isZero = leading == digits
    written = max(0, behind - exponent)
    fraction = isZero ? 0 : max(0, behind - exponent - trailing)
    whole = isZero ? 0 : max(0, digits - leading - behind + exponent)
  }
}
