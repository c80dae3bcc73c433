/// What may stand in names, tag values and strings, and how it is escaped.
enum NameRules {
  /// The longest series key a server keeps, field key and separator included.
  static let maximumSeriesBytes = 65_535

  /// Appends a name or tag value, escaped for its place.
  static func append(
    _ text: String, _ part: LineProtocolError.Part, rules: EncodingRules, to bytes: inout [UInt8]
  ) throws(LineProtocolError) {
    guard !text.isEmpty else { throw .empty(part) }
    var first = true
    var afterBackslash = false
    for byte in text.utf8 {
      switch byte {
      case 0, 10, 13: throw .controlCharacter(part)
      case 1..<32, 127: if rules == .strict { throw .controlCharacter(part) }
      case 35 where first && part == .measurement: throw .unwritableStart
      case 95 where first && rules == .strict && part != .tagValue: throw .reserved(part)
      case 92: if rules == .strict { throw .backslash(part) }
      default: break
      }
      if first, byte == 9, part == .measurement { throw .unwritableStart }
      first = false
      // Behind a backslash 1.x takes these four for escaped in measurements and field keys.
      if afterBackslash, part == .measurement || part == .fieldKey, byte == 44 || byte == 32 || byte == 61 || byte == 34 {
        throw .backslash(part)
      }
      afterBackslash = byte == 92
      if byte == 44 || byte == 32 || (byte == 61 && part != .measurement) { bytes.append(92) }
      bytes.append(byte)
    }
    if afterBackslash { throw .backslash(part) }
    if part == .tagKey || part == .fieldKey, text == "time" { throw .reserved(part) }
  }

  /// Appends a string field in quotes.
  static func append(string text: String, rules: EncodingRules, to bytes: inout [UInt8]) throws(LineProtocolError) {
    if rules == .strict, text.utf8.count > 65_535 { throw .stringTooLong(bytes: text.utf8.count) }
    bytes.append(34)
    for byte in text.utf8 {
      if byte == 0 || (rules == .strict && byte < 32 && byte != 9) { throw .controlCharacter(.fieldValue) }
      if byte == 34 || byte == 92 { bytes.append(92) }
      bytes.append(byte)
    }
    bytes.append(34)
  }

  /// Does a name stand twice, byte for byte? (Strings compare by canonical equivalence, servers by bytes.)
  static func repeats(_ count: Int, _ name: (Int) -> String) -> Bool {
    if count > 8 { return Set((0..<count).map { Array(name($0).utf8) }).count < count }
    for left in 0..<count {
      for right in (left + 1)..<max(count, left + 1) where name(left).utf8.elementsEqual(name(right).utf8) { return true }
    }
    return false
  }

  static func check(time: Int64) throws(LineProtocolError) {
    if time.magnitude > 9_223_372_036_854_775_806 { throw .timeOutOfRange }
  }
}
