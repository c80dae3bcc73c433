/// Writes a record's body into a segment's memory, little-endian, never beyond its bound.
@safe struct RecordCursor {
  private let base: UnsafeMutableRawPointer
  private let bound: Int
  /// Offset of the next byte from the record's start.
  private(set) var offset: Int

  /// - Parameter base: memory that holds at least `bound` bytes for the cursor's life.
  // SAFETY: the caller, which marks the call, sees to that; every store is checked against the bound.
  @unsafe init(_ base: UnsafeMutableRawPointer, bound: Int, offset: Int) {
    unsafe self.base = base
    self.bound = bound
    self.offset = offset
  }

  @inline(__always) private mutating func store<Value: BitwiseCopyable>(_ value: Value, _ size: Int) {
    precondition(offset + size <= bound, "a record stays within what was reserved for it")
    // SAFETY: `size` is the value's size and the range was checked; storeBytes needs no alignment.
    unsafe base.storeBytes(of: value, toByteOffset: offset, as: Value.self)
    offset += size
  }

  @inline(__always) mutating func put(_ value: UInt8) { store(value, 1) }
  @inline(__always) mutating func put(_ value: UInt16) { store(value.littleEndian, 2) }
  @inline(__always) mutating func put(_ value: UInt32) { store(value.littleEndian, 4) }
  @inline(__always) mutating func put(_ value: UInt64) { store(value.littleEndian, 8) }
  @inline(__always) mutating func put(_ value: Int64) { store(value.littleEndian, 8) }
  @inline(__always) mutating func put(_ value: Double) { put(value.bitPattern) }
  @inline(__always) mutating func put(_ value: Float) { put(value.bitPattern) }

  /// Zigzag and seven bits a byte: small differences take one byte.
  mutating func put(varying value: Int64) {
    var rest = UInt64(bitPattern: value << 1 ^ value >> 63)
    while rest >= 128 {
      put(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    put(UInt8(truncatingIfNeeded: rest))
  }

  /// Length in two bytes and UTF-8. The caller has bounded the length.
  mutating func put(_ text: String) {
    put(UInt16(text.utf8.count))
    for byte in text.utf8 { put(byte) }
  }
}
