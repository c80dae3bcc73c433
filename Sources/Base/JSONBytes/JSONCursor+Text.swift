extension JSONCursor {
  /// Are the bytes of this range exactly this text?
  @inlinable public static func matches(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: String) -> Bool {
    let wanted = text.utf8.span
    guard range.count == wanted.count else { return false }
    for index in 0..<range.count where bytes[range.lowerBound + index] != wanted[index] { return false }
    return true
  }

  /// The characters of a raw string range, escapes resolved.
  ///
  /// - Throws: ``JSONError/unexpected(offset:)`` on an escape that JSON does not know. Invalid UTF-8 and lone surrogates become U+FFFD.
  public static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(JSONError) -> String {
    var units: [UInt8] = []
    units.reserveCapacity(range.count)
    var index = range.lowerBound
    func hexadecimal(_ at: Int) throws(JSONError) -> UInt32 {
      guard at + 4 <= range.upperBound else { throw .unexpected(offset: at) }
      var value: UInt32 = 0
      for position in at..<(at + 4) {
        guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else { throw .unexpected(offset: position) }
        value = value << 4 | UInt32(digit)
      }
      return value
    }
    while index < range.upperBound {
      let byte = bytes[index]
      guard byte == 92 else {
        units.append(byte)
        index += 1
        continue
      }
      guard index + 1 < range.upperBound else { throw .unexpected(offset: index) }
      let escape = bytes[index + 1]
      index += 2
      switch escape {
      case 34, 92, 47: units.append(escape)
      case 98: units.append(8)
      case 102: units.append(12)
      case 110: units.append(10)
      case 114: units.append(13)
      case 116: units.append(9)
      case 117:
        var code = try hexadecimal(index)
        index += 4
        if code & 0xfc00 == 0xd800, index + 6 <= range.upperBound, bytes[index] == 92, bytes[index + 1] == 117 {
          let low = try hexadecimal(index + 2)
          if low & 0xfc00 == 0xdc00 {
            code = 0x10000 + (code & 0x3ff) << 10 + (low & 0x3ff)
            index += 6
          }
        }
        units.append(contentsOf: String(Character(Unicode.Scalar(code) ?? "\u{fffd}")).utf8)
      default: throw .unexpected(offset: index - 1)
      }
    }
    return String(decoding: units, as: UTF8.self)
  }

  /// The number in a range as a double, correctly rounded.
  public static func double(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    // Spaces are no part of a number here.
    if let first = range.first, bytes[first] != 32, bytes[range.upperBound - 1] != 32, let value = DoubleText.parse(bytes, range) { return value }
    return DoubleText.library(bytes, range)
  }

  /// The number in a range as an integer: digits with an optional sign, nothing else.
  @inlinable public static func integer(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    var index = range.lowerBound
    let negative = index < range.upperBound && bytes[index] == 45
    if negative { index += 1 }
    guard index < range.upperBound, range.upperBound - index <= 19 else { return nil }
    var value: UInt64 = 0
    while index < range.upperBound {
      let digit = bytes[index] &- 48
      guard digit <= 9 else { return nil }
      value = value &* 10 &+ UInt64(digit)
      index += 1
    }
    if negative { return value <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- value) : nil }
    return Int64(exactly: value)
  }
}
