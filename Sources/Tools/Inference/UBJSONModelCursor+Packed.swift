internal import Kernels

extension UBJSONModelCursor {
  /// Type, count and first byte of an array of one type that is whole and not too long; `nil` for every other, which is then read value by value.
  private func packed(_ bytes: Span<UInt8>, limit: Int) -> (type: UInt8, count: Int, start: Int)? {
    var ahead = self
    guard
      known == nil, offset < bytes.count, bytes[offset] == UInt8(ascii: "["), let scope = try? ahead.beginArray(bytes), let count = scope.left,
      let type = scope.type, let size = Self.size(ofType: type), count <= limit, count <= (bytes.count - ahead.offset) / size
    else { return nil }
    return (type, count, ahead.offset)
  }

  mutating func packedIndices(_ bytes: Span<UInt8>, limit: Int) -> [Int32]? {
    guard let array = packed(bytes, limit: limit) else { return nil }
    switch array.type {
    case UInt8(ascii: "l"):
      offset = array.start + 4 * array.count
      return bigEndianIntegers(bytes, from: array.start, count: array.count)
    case UInt8(ascii: "U"):
      offset = array.start + array.count
      var values: [Int32] = []
      values.reserveCapacity(array.count)
      for index in array.start..<offset { values.append(Int32(bytes[index])) }
      return values
    default: return nil
    }
  }

  mutating func packedFloats(_ bytes: Span<UInt8>, limit: Int) -> [Float]? {
    guard let array = packed(bytes, limit: limit), array.type == UInt8(ascii: "d") else { return nil }
    offset = array.start + 4 * array.count
    return bigEndianFloats(bytes, from: array.start, count: array.count)
  }

  mutating func packedFlags(_ bytes: Span<UInt8>, limit: Int) -> [Bool]? {
    guard let array = packed(bytes, limit: limit), array.type == UInt8(ascii: "U") else { return nil }
    var values: [Bool] = []
    values.reserveCapacity(array.count)
    for index in array.start..<(array.start + array.count) {
      guard bytes[index] <= 1 else { return nil }
      values.append(bytes[index] == 1)
    }
    offset = array.start + array.count
    return values
  }
}
