internal import JSONBytes

/// JSON as XGBoost writes it: with `NaN` and `±Infinity` among the numbers.
struct JSONModelCursor: ModelFileCursor {
  typealias Scope = Bool

  static var formatName: String { "XGBoost JSON" }

  private var cursor = JSONCursor()

  var offset: Int {
    get { cursor.offset }
    set { cursor.offset = newValue }
  }

  mutating func settle(_ bytes: Span<UInt8>) { cursor.skipWhitespace(bytes) }

  mutating func beginObject(_ bytes: Span<UInt8>) throws -> Bool {
    try cursor.beginObject(bytes)
    return true
  }

  mutating func nextKey(_ bytes: Span<UInt8>, _ first: inout Bool) throws -> String? {
    guard let range = try cursor.nextKey(bytes, first: &first) else { return nil }
    return try JSONCursor.text(bytes, range)
  }

  mutating func beginArray(_ bytes: Span<UInt8>) throws -> Bool {
    try cursor.beginArray(bytes)
    return true
  }

  mutating func nextElement(_ bytes: Span<UInt8>, _ first: inout Bool) throws -> Bool { try cursor.nextElement(bytes, first: &first) }

  mutating func end(_ bytes: Span<UInt8>) throws { try cursor.end(bytes) }

  mutating func text(_ bytes: Span<UInt8>) throws -> String { try JSONCursor.text(bytes, try cursor.string(bytes)) }

  mutating func parameter(_ bytes: Span<UInt8>) throws -> String {
    if try cursor.peek(bytes) == UInt8(ascii: "\"") { return try text(bytes) }
    return try JSONCursor.text(bytes, try cursor.number(bytes))
  }

  mutating func integer(_ bytes: Span<UInt8>) throws -> Int64 {
    let range = try cursor.number(bytes)
    guard let value = JSONCursor.integer(bytes, range) else {
      throw ModelFileFault.invalid("an integer is expected here", at: range.lowerBound)
    }
    return value
  }

  mutating func flag(_ bytes: Span<UInt8>) throws -> Bool {
    let byte = try cursor.peek(bytes)
    if byte == UInt8(ascii: "t") || byte == UInt8(ascii: "f") { return try cursor.bool(bytes) }
    let range = try cursor.number(bytes)
    guard let value = JSONCursor.integer(bytes, range), value == 0 || value == 1 else {
      throw ModelFileFault.invalid("0, 1, true or false is expected here", at: range.lowerBound)
    }
    return value == 1
  }

  mutating func float(_ bytes: Span<UInt8>) throws -> Float {
    if let word = try nonFinite(bytes) { return word }
    let range = try cursor.number(bytes)
    guard let value = SingleText.value(bytes, range), value.isFinite else {
      throw ModelFileFault.invalid("the number lies outside single precision", at: range.lowerBound)
    }
    return value
  }

  /// Reads `NaN`, `Infinity` or `-Infinity` if one stands here.
  private mutating func nonFinite(_ bytes: Span<UInt8>) throws -> Float? {
    let byte = try cursor.peek(bytes)
    guard byte == UInt8(ascii: "N") || byte == UInt8(ascii: "I") || byte == UInt8(ascii: "-") else { return nil }
    // Half of all numbers are negative.
    if byte == UInt8(ascii: "-"), cursor.offset + 1 < bytes.count, bytes[cursor.offset + 1] &- 48 <= 9 { return nil }
    let words: [(String, Float)] = [("NaN", .nan), ("-NaN", .nan), ("Infinity", .infinity), ("-Infinity", -.infinity)]
    for (word, value) in words {
      let end = cursor.offset + word.utf8.count
      guard end <= bytes.count, JSONCursor.matches(bytes, cursor.offset..<end, word) else { continue }
      cursor.offset = end
      return value
    }
    return nil
  }

  mutating func skip(_ bytes: Span<UInt8>) throws { try skip(bytes, depth: 0) }

  private mutating func skip(_ bytes: Span<UInt8>, depth: Int) throws {
    guard depth < JSONCursor.maximumDepth else { throw JSONError.tooDeep(offset: cursor.offset) }
    switch try cursor.peek(bytes) {
    case UInt8(ascii: "{"):
      var first = true
      try cursor.beginObject(bytes)
      while try cursor.nextKey(bytes, first: &first) != nil { try skip(bytes, depth: depth + 1) }
    case UInt8(ascii: "["):
      var first = true
      try cursor.beginArray(bytes)
      while try cursor.nextElement(bytes, first: &first) { try skip(bytes, depth: depth + 1) }
    case UInt8(ascii: "N"), UInt8(ascii: "I"), UInt8(ascii: "-"):
      if try nonFinite(bytes) == nil { try cursor.skipValue(bytes) }
    default: try cursor.skipValue(bytes)
    }
  }

  func offset(ofElement index: Int, inArrayAt start: Int, _ bytes: Span<UInt8>) -> Int {
    var again = self
    again.cursor.offset = start
    var first = true
    guard (try? again.cursor.beginArray(bytes)) != nil else { return start }
    for position in 0...max(index, 0) {
      guard (try? again.cursor.nextElement(bytes, first: &first)) == true else { return start }
      again.cursor.skipWhitespace(bytes)
      if position == index { return again.cursor.offset }
      guard (try? again.skip(bytes)) != nil else { return start }
    }
    return start
  }
}
