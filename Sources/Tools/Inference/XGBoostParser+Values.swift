extension XGBoostParser {
  /// Runs over the keys of an object; the closure must read or skip each value.
  mutating func object(_ bytes: Span<UInt8>, _ body: (inout Self, String, Span<UInt8>) throws -> Void) throws {
    var scope = try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, &scope) {
      cursor.settle(bytes)
      try body(&self, key, bytes)
    }
  }

  /// Runs over the elements of an array; the closure must read or skip each.
  mutating func elements(_ bytes: Span<UInt8>, _ body: (inout Self, Span<UInt8>) throws -> Void) throws {
    var scope = try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, &scope) { try body(&self, bytes) }
  }

  /// The elements of an array of at most `limit`.
  mutating func array<Element>(
    _ bytes: Span<UInt8>, limit: Int, _ element: (inout Cursor, Span<UInt8>) throws -> Element
  ) throws -> [Element] {
    var values: [Element] = []
    var scope = try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, &scope) {
      guard values.count < limit else { throw ModelFileFault.limit("an array of more than \(limit) values", at: cursor.offset) }
      values.append(try element(&cursor, bytes))
    }
    return values
  }

  /// A text and where it stands.
  mutating func text(_ bytes: Span<UInt8>) throws -> (String, Int) {
    cursor.settle(bytes)
    let offset = cursor.offset
    return (try cursor.text(bytes), offset)
  }

  /// A parameter and where it stands.
  mutating func parameter(_ bytes: Span<UInt8>) throws -> (text: String, offset: Int) {
    cursor.settle(bytes)
    let offset = cursor.offset
    return (try cursor.parameter(bytes), offset)
  }

  mutating func integers(_ bytes: Span<UInt8>, limit: Int) throws -> [Int64] { try array(bytes, limit: limit) { try $0.integer($1) } }

  /// Integers that fit 32 bits.
  mutating func indices(_ bytes: Span<UInt8>, limit: Int) throws -> [Int32] {
    if let packed = cursor.packedIndices(bytes, limit: limit) { return packed }
    return try array(bytes, limit: limit) { cursor, bytes in
      cursor.settle(bytes)
      let offset = cursor.offset
      guard let value = Int32(exactly: try cursor.integer(bytes)) else {
        throw ModelFileFault.invalid("an integer of 32 bits is expected here", at: offset)
      }
      return value
    }
  }

  mutating func flags(_ bytes: Span<UInt8>, limit: Int) throws -> [Bool] {
    if let packed = cursor.packedFlags(bytes, limit: limit) { return packed }
    return try array(bytes, limit: limit) { try $0.flag($1) }
  }

  mutating func floats(_ bytes: Span<UInt8>, limit: Int) throws -> [Float] {
    if let packed = cursor.packedFloats(bytes, limit: limit) { return packed }
    return try array(bytes, limit: limit) { try $0.float($1) }
  }
}
