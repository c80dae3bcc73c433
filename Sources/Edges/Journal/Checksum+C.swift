/// CRC-32C (Castagnoli), eight bytes a step.
///
/// Source: Kounavis and Berry 2005, "slicing-by-8"; polynomial 0x82f63b78 (reflected), RFC 3720 appendix B.4 for test vectors.
enum Checksum {
  /// Eight tables of 256, kept for the life of the process.
  // SAFETY: 2,048 values are allocated, all are initialised before the pointer is published, and nothing writes or frees them after.
  private nonisolated(unsafe) static let table: UnsafePointer<UInt32> = {
    let table = UnsafeMutablePointer<UInt32>.allocate(capacity: 2048)
    for index in 0..<256 {
      var value = UInt32(index)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0x82f6_3b78 : value >> 1 }
      unsafe table[index] = value  // SAFETY: index < 2048
    }
    for index in 256..<2048 {
      unsafe table[index] = table[index - 256] >> 8 ^ table[Int(table[index - 256] & 255)]  // SAFETY: index < 2048, the mask < 256
    }
    return unsafe UnsafePointer(table)
  }()

  /// Continues a checksum over raw memory; start with `~0`, invert at the end.
  static func update(_ state: UInt32, _ start: UnsafeRawPointer, _ count: Int) -> UInt32 {
    let table = unsafe table
    var crc = state
    var offset = 0
    while offset + 8 <= count {
      // SAFETY: the caller's range holds `count` bytes and offset + 8 ≤ count; table indices are below 8 · 256.
      let word = unsafe UInt64(littleEndian: start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) ^ UInt64(crc)
      crc =
        unsafe table[1792 + Int(word & 255)] ^ table[1536 + Int(word >> 8 & 255)]
        ^ table[1280 + Int(word >> 16 & 255)] ^ table[1024 + Int(word >> 24 & 255)]
      crc ^= unsafe table[768 + Int(word >> 32 & 255)] ^ table[512 + Int(word >> 40 & 255)]
      crc ^= unsafe table[256 + Int(word >> 48 & 255)] ^ table[Int(word >> 56)]
      offset += 8
    }
    while offset < count {
      // SAFETY: offset < count, the index is a byte.
      crc = unsafe table[Int((crc ^ UInt32(start.load(fromByteOffset: offset, as: UInt8.self))) & 255)] ^ crc >> 8
      offset += 1
    }
    return crc
  }

  /// The checksum of a range of bytes.
  static func crc32c(_ bytes: borrowing [UInt8], _ range: Range<Int>) -> UInt32 {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "range of the bytes")
    return unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      // SAFETY: the range was checked against the buffer.
      return unsafe ~update(~0, base + range.lowerBound, range.count)
    }
  }

  /// The checksum of a record that stands at an offset: its length, then everything behind the checksum.
  static func record(_ bytes: borrowing [UInt8], at offset: Int, length: Int) -> UInt32 {
    precondition(offset >= 0 && length >= RecordHeader.size && offset + length <= bytes.count, "a record within the bytes")
    return unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      // SAFETY: the record lies within the buffer, by the precondition.
      return unsafe record(base + offset, length: length)
    }
  }

  /// The same in raw memory that holds `length` bytes.
  static func record(_ start: UnsafeRawPointer, length: Int) -> UInt32 {
    // SAFETY: the caller's record holds `length` ≥ 18 bytes.
    unsafe ~update(update(~0, start, 4), start + 8, length - 8)
  }
}
