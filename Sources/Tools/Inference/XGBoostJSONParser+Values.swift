internal import JSONBytes

extension XGBoostJSONParser {
  /// Runs over the keys of an object; the closure must read or skip each value.
  mutating func object(
    _ bytes: Span<UInt8>, _ body: (inout XGBoostJSONParser, String, Span<UInt8>) throws -> Void
  ) throws {
    try cursor.beginObject(bytes)
    var first = true
    while let range = try cursor.nextKey(bytes, first: &first) {
      cursor.skipWhitespace(bytes)
      try body(&self, try JSONCursor.text(bytes, range), bytes)
    }
  }

  /// Runs over the elements of an array; the closure must read or skip each.
  mutating func elements(_ bytes: Span<UInt8>, _ body: (inout XGBoostJSONParser, Span<UInt8>) throws -> Void) throws {
    try cursor.beginArray(bytes)
    var first = true
    while try cursor.nextElement(bytes, first: &first) { try body(&self, bytes) }
  }

  /// A string and where it stands.
  mutating func text(_ bytes: Span<UInt8>) throws -> (String, Int) {
    _ = try cursor.peek(bytes)
    let offset = cursor.offset
    return (try JSONCursor.text(bytes, try cursor.string(bytes)), offset)
  }

  /// A parameter: XGBoost writes them as strings; a bare number is taken as its text.
  mutating func parameter(_ bytes: Span<UInt8>) throws -> (text: String, offset: Int) {
    if try cursor.peek(bytes) == UInt8(ascii: "\"") { return try text(bytes) }
    let offset = cursor.offset
    return (try JSONCursor.text(bytes, try cursor.number(bytes)), offset)
  }

  mutating func strings(_ bytes: Span<UInt8>, limit: Int) throws -> [String] {
    var values: [String] = []
    try elements(bytes) { parser, bytes in
      guard values.count < limit else { throw ModelFileFault.limit("an array of more than \(limit) texts", at: parser.cursor.offset) }
      values.append(try parser.text(bytes).0)
    }
    return values
  }

  mutating func integers(_ bytes: Span<UInt8>, limit: Int) throws -> [Int64] {
    var values: [Int64] = []
    try elements(bytes) { parser, bytes in
      guard values.count < limit else { throw ModelFileFault.limit("an array of more than \(limit) numbers", at: parser.cursor.offset) }
      let range = try parser.cursor.number(bytes)
      guard let value = JSONCursor.integer(bytes, range) else {
        throw ModelFileFault.invalid("an integer is expected here", at: range.lowerBound)
      }
      values.append(value)
    }
    return values
  }

  /// Integers that fit 32 bits.
  mutating func indices(_ bytes: Span<UInt8>, limit: Int) throws -> [Int32] {
    var values: [Int32] = []
    try elements(bytes) { parser, bytes in
      guard values.count < limit else { throw ModelFileFault.limit("an array of more than \(limit) numbers", at: parser.cursor.offset) }
      let range = try parser.cursor.number(bytes)
      guard let wide = JSONCursor.integer(bytes, range), let value = Int32(exactly: wide) else {
        throw ModelFileFault.invalid("an integer of 32 bits is expected here", at: range.lowerBound)
      }
      values.append(value)
    }
    return values
  }

  /// `0`, `1`, `true` or `false`.
  mutating func flags(_ bytes: Span<UInt8>, limit: Int) throws -> [Bool] {
    var values: [Bool] = []
    try elements(bytes) { parser, bytes in
      guard values.count < limit else { throw ModelFileFault.limit("an array of more than \(limit) flags", at: parser.cursor.offset) }
      let byte = try parser.cursor.peek(bytes)
      if byte == UInt8(ascii: "t") || byte == UInt8(ascii: "f") {
        values.append(try parser.cursor.bool(bytes))
        return
      }
      let range = try parser.cursor.number(bytes)
      guard let value = JSONCursor.integer(bytes, range), value == 0 || value == 1 else {
        throw ModelFileFault.invalid("0, 1, true or false is expected here", at: range.lowerBound)
      }
      values.append(value == 1)
    }
    return values
  }

  /// Single-precision numbers, `NaN` and `±Infinity` among them, as XGBoost writes them.
  mutating func floats(_ bytes: Span<UInt8>, limit: Int) throws -> [Float] {
    var values: [Float] = []
    try elements(bytes) { parser, bytes in
      guard values.count < limit else { throw ModelFileFault.limit("an array of more than \(limit) numbers", at: parser.cursor.offset) }
      values.append(try parser.float(bytes))
    }
    return values
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
    func stands(_ word: String, _ offset: Int) -> Bool {
      let end = offset + word.utf8.count
      return end <= bytes.count && JSONCursor.matches(bytes, offset..<end, word)
    }
    let byte = try cursor.peek(bytes)
    guard byte == UInt8(ascii: "N") || byte == UInt8(ascii: "I") || byte == UInt8(ascii: "-") else { return nil }
    let words: [(String, Float)] = [("NaN", .nan), ("-NaN", .nan), ("Infinity", .infinity), ("-Infinity", -.infinity)]
    for (word, value) in words where stands(word, cursor.offset) {
      cursor.offset += word.utf8.count
      return value
    }
    return nil
  }

  /// Skips a value; arrays of numbers may hold `NaN` and `±Infinity`.
  mutating func skip(_ bytes: Span<UInt8>, depth: Int = 0) throws {
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

  /// Where the element of an array stands that was read before, for a fault found afterwards.
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
