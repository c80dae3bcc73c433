/// A position in a protobuf message that moves forward field by field.
///
/// ```text
/// field   tag = number · 8 + kind, then   kind 0 varint   1 eight bytes   2 length and bytes   5 four bytes
/// ```
///
/// Only the wire format is known here, no schema. A length says how many bytes follow, it is checked against what is left of the enclosing message, and
/// nothing is reserved for what has not been seen. Groups (kinds 3 and 4), which ONNX never used, are refused.
///
/// Source: Protocol Buffers, "Encoding".
struct ProtobufCursor {
  /// One field: its number, how it is written, and where.
  struct Field {
    var number: Int
    var kind: UInt8
    /// Of kind 0, 1 and 5.
    var bits: UInt64
    /// Of kind 2: the payload.
    var range: Range<Int>
    /// Where its tag stands.
    var offset: Int
  }

  private(set) var offset: Int
  let end: Int

  init(_ range: Range<Int>) {
    offset = range.lowerBound
    end = range.upperBound
  }

  private func truncated(_ place: Int) -> ModelFileFault {
    ModelFileFault(code: "model.truncated", offset: place, reason: "the message ends inside a field")
  }

  mutating func varint(_ bytes: Span<UInt8>) throws(ModelFileFault) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < end {
      let byte = bytes[offset]
      offset += 1
      guard shift < 63 || byte <= 1 else { throw ModelFileFault(code: "model.syntax", offset: start, reason: "this number has more than 64 bits") }
      value |= UInt64(byte & 127) << shift
      if byte < 128 { return value }
      shift += 7
    }
    throw truncated(start)
  }

  private mutating func fixed(_ bytes: Span<UInt8>, _ count: Int) throws(ModelFileFault) -> UInt64 {
    guard end - offset >= count else { throw truncated(offset) }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    offset += count
    return value
  }

  /// The next field, or `nil` at the message's end.
  mutating func next(_ bytes: Span<UInt8>) throws(ModelFileFault) -> Field? {
    guard offset < end else { return nil }
    let start = offset
    let tag = try varint(bytes)
    guard tag >> 3 > 0, tag >> 3 < 1 << 29 else { throw ModelFileFault(code: "model.syntax", offset: start, reason: "no protobuf field begins here") }
    var field = Field(number: Int(tag >> 3), kind: UInt8(tag & 7), bits: 0, range: offset..<offset, offset: start)
    switch field.kind {
    case 0: field.bits = try varint(bytes)
    case 1: field.bits = try fixed(bytes, 8)
    case 5: field.bits = try fixed(bytes, 4)
    case 2:
      let length = try varint(bytes)
      guard length <= UInt64(end - offset) else {
        throw ModelFileFault(code: "model.truncated", offset: start, reason: "\(length) bytes are announced, \(end - offset) are left")
      }
      field.range = offset..<(offset + Int(length))
      offset = field.range.upperBound
    default: throw ModelFileFault(code: "model.syntax", offset: start, reason: "a protobuf field of kind \(field.kind), which ONNX does not use")
    }
    return field
  }
}
