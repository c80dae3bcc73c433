import Foundation
import JSONBytes
import TestSupport
import Testing

@Suite("the JSON cursor beside Foundation's") struct JSONDifferentialTests {
  /// Builds Foundation's values with the cursor: the long way round, for comparison only.
  static func build(_ cursor: inout JSONCursor, _ bytes: [UInt8]) throws -> Any {
    switch try cursor.peek(bytes.span) {
    case UInt8(ascii: "{"):
      var object: [String: Any] = [:]
      var first = true
      try cursor.beginObject(bytes.span)
      while let key = try cursor.nextKey(bytes.span, first: &first) {
        object[try JSONCursor.text(bytes.span, key)] = try build(&cursor, bytes)
      }
      return object
    case UInt8(ascii: "["):
      var array: [Any] = []
      var first = true
      try cursor.beginArray(bytes.span)
      while try cursor.nextElement(bytes.span, first: &first) { array.append(try build(&cursor, bytes)) }
      return array
    case UInt8(ascii: "\""): return try JSONCursor.text(bytes.span, try cursor.string(bytes.span))
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return try cursor.bool(bytes.span)
    case UInt8(ascii: "n"):
      _ = try cursor.null(bytes.span)
      return NSNull()
    default:
      let range = try cursor.number(bytes.span)
      guard let number = JSONCursor.double(bytes.span, range) else { throw JSONError.unexpected(offset: range.lowerBound) }
      return number
    }
  }

  /// One shape for both readers' values; numbers as doubles.
  static func shape(_ value: Any) -> String {
    switch value {
    case let object as [String: Any]: "{" + object.sorted { $0.key < $1.key }.map { "\($0.key.debugDescription):\(shape($0.value))" }.joined(separator: ",") + "}"
    case let array as [Any]: "[" + array.map(shape).joined(separator: ",") + "]"
    case let text as String: text.debugDescription
    case is NSNull: "null"
    case let flag as Bool where "\(type(of: value))".contains("Bool"): "\(flag)"
    case let number as NSNumber: number === kTrue || number === kFalse ? "\(number.boolValue)" : rounded(number.doubleValue)
    default: "?\(type(of: value))"
    }
  }

  /// Foundation's reader is off by units of the last place and drops the sign of zero: twelve digits are compared here, all of them below.
  static func rounded(_ value: Double) -> String { value == 0 ? "0" : String(format: "%.12g", value) }

  private static let kTrue = NSNumber(value: true)
  private static let kFalse = NSNumber(value: false)

  @Test("reads the same values from valid documents, over seeds", arguments: 0..<60)
  func valid(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<30 {
      let bytes = Array(RandomDocument.value(&dice, depth: 4).utf8)
      #expect(JSONCursorTests.refusal(bytes) == nil)
      var cursor = JSONCursor()
      let ours = try Self.build(&cursor, bytes)
      try cursor.end(bytes.span)
      let theirs = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
      #expect(Self.shape(ours) == Self.shape(theirs), "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("never accepts a damaged document that Foundation refuses for its structure, nor the reverse, over seeds", arguments: 0..<60)
  func mutated(seed: UInt64) {
    var dice = SeededGenerator(seed: seed &+ 1000)
    var refusedByBoth = 0
    for _ in 0..<60 {
      var bytes = Array(RandomDocument.value(&dice, depth: 3).utf8)
      for _ in 0..<Int.random(in: 1...2, using: &dice) where !bytes.isEmpty {
        let position = Int.random(in: 0..<bytes.count, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: bytes.remove(at: position)
        case 1: bytes.insert(Array(#"{}[],:"\0e-.tn "#.utf8).randomElement(using: &dice) ?? 32, at: position)
        default: bytes.removeSubrange(position...)
        }
      }
      // Inside strings we are laxer by design (control characters, escapes unread, bytes that are no UTF-8): such texts are not compared.
      guard String(validating: bytes, as: UTF8.self) != nil, Self.stringsAreStrict(bytes) else { continue }
      // Foundation refuses numbers beyond a double's range and lets a comma stand before a bracket; RFC 8259 says the opposite of both.
      let text = String(decoding: bytes, as: UTF8.self)
      guard !text.contains(/[eE][+-]?\d{3}|,\s*[\]}]/) else { continue }
      let ours = JSONCursorTests.refusal(bytes) == nil
      let theirs = (try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])) != nil
      #expect(ours == theirs, "ours \(ours), Foundation's \(theirs): \(text.debugDescription)")
      if !ours && !theirs { refusedByBoth += 1 }
    }
    #expect(refusedByBoth > 0)
  }

  /// Every stretch between quotes has escapes that ``JSONCursor/text(_:_:)`` resolves without a replacement, and no control characters.
  static func stringsAreStrict(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while let open = bytes[index...].firstIndex(of: 34) {
      var close = open + 1
      while close < bytes.count, bytes[close] != 34 { close += bytes[close] == 92 ? 2 : 1 }
      guard close < bytes.count else { return true }
      let raw = bytes[(open + 1)..<close]
      guard !raw.contains(where: { $0 < 32 }), let text = try? JSONCursor.text(bytes.span, (open + 1)..<close), !text.contains("\u{fffd}") else {
        return false
      }
      index = close + 1
    }
    return true
  }

  @Test("writes strings that Foundation reads back, over seeds", arguments: 0..<20)
  func writer(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      var text = RandomDocument.string(&dice)
      text.unicodeScalars.append(Unicode.Scalar(UInt8.random(in: 0...127, using: &dice)))
      var bytes: [UInt8] = []
      JSONText.append(text, to: &bytes)
      #expect(try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed]) as? String == text)
      var cursor = JSONCursor()
      let range = try cursor.string(bytes.span)
      #expect(try JSONCursor.text(bytes.span, range) == text)
    }
  }

  @Test("writes doubles that read back bit for bit, and what is no number as a string", arguments: 0..<10)
  func doubles(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    func written(_ value: Double) -> String {
      var bytes: [UInt8] = []
      JSONText.append(value, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    for _ in 0..<500 {
      let value = Double(bitPattern: dice.next())
      guard value.isFinite else { continue }
      #expect(Double(written(value))?.bitPattern == value.bitPattern)
      #expect(JSONCursorTests.refusal(written(value)) == nil)
    }
    #expect([Double.nan, .infinity, -.infinity].map(written) == ["\"NaN\"", "\"inf\"", "\"-inf\""])
  }
}
