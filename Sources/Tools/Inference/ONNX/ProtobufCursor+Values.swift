extension ProtobufCursor.Field {
  private func wrong(_ wanted: String) -> ModelFileFault {
    ModelFileFault(code: "model.syntax", offset: offset, reason: "field \(number) is written as kind \(kind), \(wanted) is expected")
  }

  func message() throws(ModelFileFault) -> ProtobufCursor {
    guard kind == 2 else { throw wrong("a message") }
    return ProtobufCursor(range)
  }

  func payload() throws(ModelFileFault) -> Range<Int> {
    guard kind == 2 else { throw wrong("bytes") }
    return range
  }

  func text(_ bytes: Span<UInt8>) throws(ModelFileFault) -> String {
    guard kind == 2 else { throw wrong("a text") }
    var units: [UInt8] = []
    units.reserveCapacity(range.count)
    for index in range { units.append(bytes[index]) }
    return String(decoding: units, as: UTF8.self)
  }

  func integer() throws(ModelFileFault) -> Int64 {
    guard kind == 0 else { throw wrong("an integer") }
    return Int64(bitPattern: bits)
  }

  func float() throws(ModelFileFault) -> Float {
    guard kind == 5 else { throw wrong("a single-precision number") }
    return Float(bitPattern: UInt32(truncatingIfNeeded: bits))
  }

  /// Adds one integer, or a packed run of them.
  func appendIntegers(_ bytes: Span<UInt8>, to list: inout [Int64], limit: Int) throws(ModelFileFault) {
    if kind == 2 {
      var cursor = ProtobufCursor(range)
      while cursor.offset < cursor.end {
        list.append(Int64(bitPattern: try cursor.varint(bytes)))
        if list.count > limit { break }
      }
    } else {
      list.append(try integer())
    }
    guard list.count <= limit else { throw ModelFileFault.limit("more than \(limit) integers in one list", at: offset) }
  }

  /// Adds one float, or a packed run of them.
  func appendFloats(_ bytes: Span<UInt8>, to list: inout [Float], limit: Int) throws(ModelFileFault) {
    guard kind == 2 else {
      list.append(try float())
      guard list.count <= limit else { throw ModelFileFault.limit("more than \(limit) numbers in one list", at: offset) }
      return
    }
    guard range.count % 4 == 0 else { throw wrong("a whole number of floats") }
    guard list.count + range.count / 4 <= limit else { throw ModelFileFault.limit("more than \(limit) numbers in one list", at: offset) }
    list.reserveCapacity(list.count + range.count / 4)
    for place in stride(from: range.lowerBound, to: range.upperBound, by: 4) {
      list.append(Float(bitPattern: UInt32(truncatingIfNeeded: Self.word(bytes, place, 4))))
    }
  }

  /// Adds one double, or a packed run of them.
  func appendDoubles(_ bytes: Span<UInt8>, to list: inout [Double], limit: Int) throws(ModelFileFault) {
    if kind == 1 {
      list.append(Double(bitPattern: bits))
    } else {
      guard kind == 2, range.count % 8 == 0 else { throw wrong("a whole number of doubles") }
      guard list.count + range.count / 8 <= limit else { throw ModelFileFault.limit("more than \(limit) numbers in one list", at: offset) }
      for place in stride(from: range.lowerBound, to: range.upperBound, by: 8) { list.append(Double(bitPattern: Self.word(bytes, place, 8))) }
    }
    guard list.count <= limit else { throw ModelFileFault.limit("more than \(limit) numbers in one list", at: offset) }
  }

  /// Little-endian bytes as a word.
  static func word(_ bytes: Span<UInt8>, _ place: Int, _ count: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[place + index]) << UInt64(8 * index) }
    return value
  }
}
