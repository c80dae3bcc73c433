/// CRC-32 as zlib's: polynomial 0xEDB88320 reflected, initial value and final xor all ones.
///
/// Four bytes a step from four tables (slicing by four). Source: Kounavis and Berry 2005.
struct CRC32: Sendable {
  private var state: UInt32 = 0xffff_ffff

  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 1024)
    for index in 0..<256 {
      var value = UInt32(index)
      for _ in 0..<8 { value = value & 1 == 1 ? (value >> 1) ^ 0xedb8_8320 : value >> 1 }
      tables[index] = value
    }
    for index in 256..<1024 {
      let previous = tables[index - 256]
      tables[index] = (previous >> 8) ^ tables[Int(previous & 255)]
    }
    return tables
  }()

  init() {}

  mutating func update(_ bytes: Span<UInt8>) {
    let tables = Self.tables.span
    var crc = state
    var index = 0
    while index + 4 <= bytes.count {
      crc ^= UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16 | UInt32(bytes[index + 3]) << 24
      crc =
        tables[768 + Int(crc & 255)] ^ tables[512 + Int(crc >> 8 & 255)] ^ tables[256 + Int(crc >> 16 & 255)] ^ tables[Int(crc >> 24)]
      index += 4
    }
    while index < bytes.count {
      crc = (crc >> 8) ^ tables[Int((crc ^ UInt32(bytes[index])) & 255)]
      index += 1
    }
    state = crc
  }

  var value: UInt32 { state ^ 0xffff_ffff }
}
