/// Lines to points: a strict pull reader.
///
/// Empty lines and comments are passed over; anything else that is not line protocol is an error with its offset, never a guess.
/// After an error the reader stands at the next line, so that a caller may count the error and go on.
///
/// ```swift
/// var parser = PointParser(bytes)
/// while let point = try parser.next() { … }
/// ```
public struct PointParser: Sendable {
  let bytes: [UInt8]
  var position = 0
  /// What is let through beyond the grammar.
  public let rules: EncodingRules
  /// Number of the line read last, from 1.
  public private(set) var line = 0

  public init(_ bytes: [UInt8], rules: EncodingRules = .strict) {
    self.bytes = bytes
    self.rules = rules
  }

  /// Reads exactly one point from a text.
  public static func point(_ text: String, rules: EncodingRules = .strict) throws(LineProtocolError) -> Point {
    var parser = PointParser(Array(text.utf8), rules: rules)
    guard let point = try parser.next() else { throw .empty(.measurement) }
    let end = min(parser.position, parser.bytes.count)
    if try parser.next() != nil { throw .malformed(.time, offset: end) }
    return point
  }

  /// The next point, or `nil` at the end.
  ///
  /// - Throws: ``LineProtocolError``.
  /// - Complexity: O(length of the line).
  public mutating func next() throws(LineProtocolError) -> Point? {
    while position < bytes.count {
      line += 1
      if bytes[position] == 10 {
        position += 1
        continue
      }
      if bytes[position] == 13, position + 1 < bytes.count, bytes[position + 1] == 10 {
        position += 2
        continue
      }
      if bytes[position] == 35 {
        skipLine()
        continue
      }
      do throws(LineProtocolError) {
        return try readPoint()
      } catch {
        skipLine()
        throw error
      }
    }
    return nil
  }

  private mutating func skipLine() {
    while position < bytes.count, bytes[position] != 10 { position += 1 }
    position += 1
  }

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func readPoint() throws(LineProtocolError) -> Point {
    let start = position
    let measurement = try name(.measurement)
    var point = Point(measurement: measurement, fields: [])
    while byte == 44 {
      position += 1
      let key = try name(.tagKey)
      guard byte == 61 else { throw .malformed(.tagKey, offset: position) }
      position += 1
      point.tags.append(.init(key, try name(.tagValue)))
    }
    if NameRules.repeats(point.tags.count, { point.tags[$0].key }) { throw .duplicate(.tagKey) }
    if position - start > NameRules.maximumSeriesBytes { throw .seriesTooLong(bytes: position - start) }
    guard byte == 32 else { throw .malformed(.measurement, offset: position) }
    repeat {
      position += 1
      let key = try name(.fieldKey)
      guard byte == 61 else { throw .malformed(.fieldKey, offset: position) }
      position += 1
      point.fields.append(.init(key, try value()))
    } while byte == 44
    if NameRules.repeats(point.fields.count, { point.fields[$0].key }) { throw .duplicate(.fieldKey) }
    if byte == 32 {
      position += 1
      let range = token()
      guard let time = Self.integer(bytes, range) else { throw .malformed(.time, offset: range.lowerBound) }
      try NameRules.check(time: time)
      point.time = time
    }
    if byte == 13 { position += 1 }
    if let byte, byte != 10 { throw .malformed(.time, offset: position) }
    position += 1
    return point
  }

  /// Reads a name or tag value up to its unescaped end.
  private mutating func name(_ part: LineProtocolError.Part) throws(LineProtocolError) -> String {
    let start = position
    var text: [UInt8] = []
    reading: while let byte {
      switch byte {
      case 92:
        if position + 1 < bytes.count, case let next = bytes[position + 1],
          next == 44 || next == 32 || (next == 61 && part != .measurement)
        {
          text.append(next)
          position += 2
          continue reading
        }
      case 44, 32: break reading
      case 61 where part != .measurement: break reading
      case 10: break reading
      default: break
      }
      text.append(byte)
      position += 1
    }
    guard let decoded = String(validating: text, as: UTF8.self) else { throw .invalidUTF8(part, offset: start) }
    // What the encoder would refuse to write is not to be trusted when read.
    var again: [UInt8] = []
    try NameRules.append(decoded, part, rules: rules, to: &again)
    return decoded
  }

  /// The bytes up to the next separator.
  private mutating func token() -> Range<Int> {
    let start = position
    while let byte, byte != 44, byte != 32, byte != 10, byte != 13 { position += 1 }
    return start..<position
  }

  private mutating func value() throws(LineProtocolError) -> FieldValue {
    if byte == 34 { return .string(try string()) }
    let range = token()
    guard let last = range.last else { throw .empty(.fieldValue) }
    let text = bytes[range]
    switch bytes[last] {
    case 105:
      guard let value = Self.integer(bytes, range.lowerBound..<last) else { throw .malformed(.fieldValue, offset: range.lowerBound) }
      return .integer(value)
    case 117:
      if rules == .strict { throw .unsigned }
      let digits = bytes[range.lowerBound..<last]
      guard !digits.isEmpty, digits.allSatisfy({ $0 &- 48 <= 9 }), let value = UInt64(String(decoding: digits, as: UTF8.self)) else {
        throw .malformed(.fieldValue, offset: range.lowerBound)
      }
      return .unsigned(value)
    default: break
    }
    for (word, truth) in Self.truths where text.elementsEqual(word) { return .boolean(truth) }
    // digits [. digits] [e±digits]: no `+` in front, no hexadecimal, no names
    var index = range.lowerBound
    func digits() -> Bool {
      let first = index
      while index < range.upperBound, bytes[index] &- 48 <= 9 { index += 1 }
      return index > first
    }
    if bytes[index] == 45 { index += 1 }
    var good = digits()
    if index < range.upperBound, bytes[index] == 46 {
      index += 1
      let fraction = digits()
      good = good || fraction
    }
    if good, index < range.upperBound, bytes[index] | 32 == 101 {
      index += 1
      if index < range.upperBound, bytes[index] == 43 || bytes[index] == 45 { index += 1 }
      good = digits()
    }
    guard good, index == range.upperBound, let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
      throw .malformed(.fieldValue, offset: range.lowerBound)
    }
    return .float(value)
  }

  private mutating func string() throws(LineProtocolError) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while true {
      guard let byte else { throw .malformed(.fieldValue, offset: start) }
      position += 1
      if byte == 34 { break }
      if byte == 92, position < bytes.count, bytes[position] == 34 || bytes[position] == 92 {
        text.append(bytes[position])
        position += 1
      } else {
        if byte == 0 || (rules == .strict && byte < 32 && byte != 9) { throw .controlCharacter(.fieldValue) }
        text.append(byte)
      }
    }
    guard let decoded = String(validating: text, as: UTF8.self) else { throw .invalidUTF8(.fieldValue, offset: start) }
    return decoded
  }

  /// An optional minus and digits, nothing else.
  private static func integer(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
    let digits = range.first.map { bytes[$0] == 45 } == true ? range.dropFirst() : range
    guard !digits.isEmpty, digits.allSatisfy({ bytes[$0] &- 48 <= 9 }) else { return nil }
    return Int64(String(decoding: bytes[range], as: UTF8.self))
  }

  private static let truths: [([UInt8], Bool)] = [
    ("t", true), ("T", true), ("true", true), ("True", true), ("TRUE", true),
    ("f", false), ("F", false), ("false", false), ("False", false), ("FALSE", false),
  ].map { (Array($0.0.utf8), $0.1) }
}
