import Foundation
import JSONBytes
import TestSupport
import Testing

@Suite("the JSON cursor") struct JSONCursorTests {
  /// Reads a whole document: an error, or `nil`.
  static func refusal(_ bytes: [UInt8]) -> JSONError? {
    var cursor = JSONCursor()
    do {
      try cursor.skipValue(bytes.span)
      try cursor.end(bytes.span)
      return nil
    } catch { return error }
  }

  static func refusal(_ text: String) -> JSONError? { refusal(Array(text.utf8)) }

  @Test("walks an object key by key")
  func object() throws {
    let bytes = Array(#" { "channel" : "book" , "data":[1, -2.5e3 ,true,false,null,{}],"n":7 } "#.utf8)
    var cursor = JSONCursor()
    var first = true
    var keys: [String] = []
    var numbers: [Double] = []
    try cursor.beginObject(bytes.span)
    while let key = try cursor.nextKey(bytes.span, first: &first) {
      keys.append(try JSONCursor.text(bytes.span, key))
      if JSONCursor.matches(bytes.span, key, "channel") {
        #expect(JSONCursor.matches(bytes.span, try cursor.string(bytes.span), "book"))
      } else if JSONCursor.matches(bytes.span, key, "n") {
        #expect(JSONCursor.integer(bytes.span, try cursor.number(bytes.span)) == 7)
      } else {
        var element = true
        try cursor.beginArray(bytes.span)
        for _ in 0..<2 {
          #expect(try cursor.nextElement(bytes.span, first: &element))
          numbers.append(JSONCursor.double(bytes.span, try cursor.number(bytes.span)) ?? .nan)
        }
        #expect(try cursor.nextElement(bytes.span, first: &element) && cursor.bool(bytes.span))
        #expect(try cursor.nextElement(bytes.span, first: &element) && !cursor.bool(bytes.span))
        #expect(try cursor.nextElement(bytes.span, first: &element) && cursor.null(bytes.span))
        #expect(try cursor.nextElement(bytes.span, first: &element) && !cursor.null(bytes.span))
        try cursor.skipValue(bytes.span)
        #expect(try !cursor.nextElement(bytes.span, first: &element))
      }
    }
    try cursor.end(bytes.span)
    #expect(keys == ["channel", "data", "n"] && numbers == [1, -2500])
  }

  @Test(
    "refuses what is no JSON, and says at which byte",
    arguments: [
      ("", JSONError.truncated(offset: 0)), ("   ", .truncated(offset: 3)), ("{", .truncated(offset: 1)), ("[1,", .truncated(offset: 3)),
      ("[1,]", .unexpected(offset: 3)), (#"{"a":1,}"#, .unexpected(offset: 7)), ("{a:1}", .unexpected(offset: 1)), (#"{"a" 1}"#, .unexpected(offset: 5)),
      ("01", .unexpected(offset: 0)), ("-", .truncated(offset: 1)), ("1.", .truncated(offset: 2)), ("1.x", .unexpected(offset: 2)),
      ("1e", .truncated(offset: 2)), ("+1", .unexpected(offset: 0)), (".5", .unexpected(offset: 0)), ("tru", .truncated(offset: 3)),
      ("trux", .unexpected(offset: 3)), ("nul", .truncated(offset: 3)), ("1 2", .unexpected(offset: 2)), (#""abc"#, .truncated(offset: 4)),
      (#""abc\"#, .truncated(offset: 5)), ("[1 2]", .unexpected(offset: 3)), ("]", .unexpected(offset: 0)), ("NaN", .unexpected(offset: 0)),
    ])
  func refused(text: String, error: JSONError) {
    #expect(Self.refusal(text) == error)
    #expect(Self.refusal(text)?.offset == error.offset)
  }

  @Test("nesting has a bound")
  func depth() {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(Self.refusal(nested(JSONCursor.maximumDepth)) == nil)
    #expect(Self.refusal(nested(JSONCursor.maximumDepth + 1)) == .tooDeep(offset: JSONCursor.maximumDepth))
    #expect(Self.refusal(String(repeating: #"{"a":"#, count: 100_000)) == .tooDeep(offset: 5 * JSONCursor.maximumDepth))
  }

  @Test(
    "resolves escapes",
    arguments: [
      (#"a\"b\\c\/d"#, "a\"b\\c/d"), (#"\b\f\n\r\t"#, "\u{8}\u{c}\n\r\t"), (#"\u0041\u00e9\u20AC"#, "Aé€"), (#"\ud83d\ude00"#, "😀"),
      (#"\ud83d"#, "\u{fffd}"), (#"\ud83dx"#, "\u{fffd}x"), (#"\ude00"#, "\u{fffd}"), (#"\ud83d\u0041"#, "\u{fffd}A"), ("é😀", "é😀"), (#"\u0000"#, "\0"),
    ])
  func escapes(raw: String, text: String) throws {
    let bytes = Array(raw.utf8)
    #expect(try JSONCursor.text(bytes.span, 0..<bytes.count) == text)
  }

  @Test("refuses escapes that JSON does not know", arguments: [#"\x"#, #"\u12"#, #"\u12g4"#, "\\", #"ab\u"#])
  func badEscapes(raw: String) {
    let bytes = Array(raw.utf8)
    #expect(throws: JSONError.self) { try JSONCursor.text(bytes.span, 0..<bytes.count) }
  }

  @Test(
    "reads whole integers only",
    arguments: [
      ("0", 0), ("-1", -1), ("9223372036854775807", Int64.max), ("-9223372036854775808", .min), ("9223372036854775808", nil),
      ("-9223372036854775809", nil), ("1.0", nil), ("", nil), ("-", nil), ("1e3", nil), ("99999999999999999999", nil),
    ] as [(String, Int64?)])
  func integers(text: String, value: Int64?) {
    let bytes = Array(text.utf8)
    #expect(JSONCursor.integer(bytes.span, 0..<bytes.count) == value)
  }

  @Test("compares ranges with literals")
  func matches() {
    func matches(_ range: Range<Int>, _ text: String) -> Bool { JSONCursor.matches(Array("snapshot".utf8).span, range, text) }
    #expect(matches(0..<8, "snapshot"))
    #expect(!matches(0..<7, "snapshot") && !matches(0..<8, "snapshoT"))
    #expect(matches(3..<3, ""))
    let long = "a literal longer than a small string's fifteen bytes"
    #expect(JSONCursorTests.whole(long) && !matches(0..<8, long))
  }

  private static func whole(_ text: String) -> Bool { JSONCursor.matches(Array(text.utf8).span, 0..<text.utf8.count, text) }
}
