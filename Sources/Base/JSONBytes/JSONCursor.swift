/// A position in JSON text that moves forward value by value: a pull reader over borrowed bytes.
///
/// The caller names what it expects; nothing is built, nothing allocated, numbers and strings come back as ranges of the bytes.
/// Every call takes the bytes again, so the cursor itself is a plain value.
///
/// ```swift
/// var cursor = JSONCursor()
/// var first = true
/// try cursor.beginObject(bytes)
/// while let key = try cursor.nextKey(bytes, first: &first) { try cursor.skipValue(bytes) }
/// ```
///
/// Source: RFC 8259. Stricter than it in nothing; laxer inside strings only: control characters, bytes that are no UTF-8 and unknown escapes
/// pass here, and ``text(_:_:)`` judges the escapes of the strings that somebody reads.
public struct JSONCursor: Sendable {
  /// Byte offset of the next unread byte.
  public var offset: Int

  /// Nesting beyond this is refused by ``skipValue(_:)``.
  public static let maximumDepth = 128

  @inlinable public init(at offset: Int = 0) { self.offset = offset }

  /// Moves to the next byte that is no space, tab or line end.
  @inlinable public mutating func skipWhitespace(_ bytes: Span<UInt8>) {
    while offset < bytes.count {
      let byte = bytes[offset]
      guard byte == 32 || byte == 10 || byte == 13 || byte == 9 else { return }
      offset += 1
    }
  }

  /// The next byte that is no white space, unread. - Throws: ``JSONError/truncated(offset:)`` at the end.
  @inlinable public mutating func peek(_ bytes: Span<UInt8>) throws(JSONError) -> UInt8 {
    skipWhitespace(bytes)
    guard offset < bytes.count else { throw .truncated(offset: offset) }
    return bytes[offset]
  }

  @inlinable mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) throws(JSONError) {
    guard try peek(bytes) == byte else { throw .unexpected(offset: offset) }
    offset += 1
  }

  /// Reads `{`.
  @inlinable public mutating func beginObject(_ bytes: Span<UInt8>) throws(JSONError) { try take(123, bytes) }

  /// Reads `[`.
  @inlinable public mutating func beginArray(_ bytes: Span<UInt8>) throws(JSONError) { try take(91, bytes) }

  /// Reads the next key and its colon, or the closing brace.
  ///
  /// - Parameter first: `true` before the first key; set to `false` here.
  /// - Returns: the key's raw bytes without quotes, or `nil` when the object has ended.
  @inlinable public mutating func nextKey(_ bytes: Span<UInt8>, first: inout Bool) throws(JSONError) -> Range<Int>? {
    let byte = try peek(bytes)
    if byte == 125 {
      offset += 1
      return nil
    }
    if first {
      first = false
    } else {
      try take(44, bytes)
    }
    let key = try string(bytes)
    try take(58, bytes)
    return key
  }

  /// Moves to the next element of an array, or reads the closing bracket.
  ///
  /// - Returns: `false` when the array has ended.
  @inlinable public mutating func nextElement(_ bytes: Span<UInt8>, first: inout Bool) throws(JSONError) -> Bool {
    let byte = try peek(bytes)
    if byte == 93 {
      offset += 1
      return false
    }
    if first {
      first = false
    } else {
      try take(44, bytes)
      _ = try peek(bytes)
    }
    return true
  }

  /// Reads a string; the range is its raw bytes between the quotes, escapes unread.
  @inlinable public mutating func string(_ bytes: Span<UInt8>) throws(JSONError) -> Range<Int> {
    try take(34, bytes)
    let start = offset
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 34 {
        offset += 1
        return start..<(offset - 1)
      }
      offset += byte == 92 ? 2 : 1
    }
    throw .truncated(offset: bytes.count)
  }

  /// Reads a number; the range is its bytes, of JSON's grammar.
  @inlinable public mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> Range<Int> {
    let first = try peek(bytes)
    let start = offset
    if first == 45 { offset += 1 }
    let integerStart = offset
    try digits(bytes)
    if offset - integerStart > 1, bytes[integerStart] == 48 { throw .unexpected(offset: integerStart) }
    if offset < bytes.count, bytes[offset] == 46 {
      offset += 1
      try digits(bytes)
    }
    if offset < bytes.count, bytes[offset] | 32 == 101 {
      offset += 1
      if offset < bytes.count, bytes[offset] == 43 || bytes[offset] == 45 { offset += 1 }
      try digits(bytes)
    }
    return start..<offset
  }

  @inlinable mutating func digits(_ bytes: Span<UInt8>) throws(JSONError) {
    let start = offset
    while offset < bytes.count, bytes[offset] &- 48 <= 9 { offset += 1 }
    if offset == start {
      throw offset < bytes.count ? .unexpected(offset: offset) : .truncated(offset: offset)
    }
  }

  /// Reads `true` or `false`.
  @inlinable public mutating func bool(_ bytes: Span<UInt8>) throws(JSONError) -> Bool {
    if try peek(bytes) == 116 {
      try word("true", bytes)
      return true
    }
    try word("false", bytes)
    return false
  }

  /// Reads `null` if it stands here.
  @inlinable public mutating func null(_ bytes: Span<UInt8>) throws(JSONError) -> Bool {
    guard try peek(bytes) == 110 else { return false }
    try word("null", bytes)
    return true
  }

  @usableFromInline mutating func word(_ text: String, _ bytes: Span<UInt8>) throws(JSONError) {
    for byte in text.utf8 {
      guard offset < bytes.count else { throw .truncated(offset: offset) }
      guard bytes[offset] == byte else { throw .unexpected(offset: offset) }
      offset += 1
    }
  }

  /// Skips one value of any kind, checking its grammar. Nesting is bounded by ``maximumDepth``.
  public mutating func skipValue(_ bytes: Span<UInt8>) throws(JSONError) { try skipValue(bytes, depth: 0) }

  private mutating func skipValue(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) {
    guard depth < Self.maximumDepth else { throw .tooDeep(offset: offset) }
    var first = true
    switch try peek(bytes) {
    case 123:
      offset += 1
      while try nextKey(bytes, first: &first) != nil { try skipValue(bytes, depth: depth + 1) }
    case 91:
      offset += 1
      while try nextElement(bytes, first: &first) { try skipValue(bytes, depth: depth + 1) }
    case 34: _ = try string(bytes)
    case 116, 102: _ = try bool(bytes)
    case 110: _ = try null(bytes)
    default: _ = try number(bytes)
    }
  }

  /// Requires that nothing but white space is left.
  public mutating func end(_ bytes: Span<UInt8>) throws(JSONError) {
    skipWhitespace(bytes)
    guard offset == bytes.count else { throw .unexpected(offset: offset) }
  }
}
