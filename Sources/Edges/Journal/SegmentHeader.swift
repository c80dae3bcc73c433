/// The sixty-four bytes at the head of a segment file.
///
/// ```text
/// 0 "GFJRNL01"    8 u32 format version    12 u32 header size    16 u64 sequence of the first record    60 u32 CRC-32C of bytes 0…59
/// ```
enum SegmentHeader {
  static let size = 64
  static let version: UInt32 = 1
  static let magic = Array("GFJRNL01".utf8)

  static func bytes(firstSequence: UInt64) -> [UInt8] {
    var bytes = magic
    func append(_ value: UInt64, _ count: Int) {
      for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }
    append(UInt64(version), 4)
    append(UInt64(size), 4)
    append(firstSequence, 8)
    bytes.append(contentsOf: repeatElement(0, count: 60 - bytes.count))
    append(UInt64(Checksum.crc32c(bytes, 0..<60)), 4)
    return bytes
  }

  /// - Returns: the first sequence, or why this is no segment header.
  static func read(_ bytes: [UInt8]) -> Result<UInt64, Fault> {
    func integer(_ start: Int, _ count: Int) -> UInt64 {
      var value: UInt64 = 0
      for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[start + index]) }
      return value
    }
    guard bytes.count >= size else { return .failure(.short) }
    guard Array(bytes[0..<8]) == magic else { return .failure(.foreign) }
    guard UInt32(integer(60, 4)) == Checksum.crc32c(bytes, 0..<60) else { return .failure(.checksum) }
    guard integer(8, 4) == UInt64(version), integer(12, 4) == UInt64(size) else { return .failure(.version(UInt32(integer(8, 4)))) }
    return .success(integer(16, 8))
  }

  enum Fault: Error, Hashable {
    case short, foreign, checksum
    case version(UInt32)

    var reason: String {
      switch self {
      case .short: "shorter than its header"
      case .foreign: "does not begin as a segment does"
      case .checksum: "checksum of the header does not agree"
      case .version(let version): "format version \(version), this program reads \(SegmentHeader.version)"
      }
    }
  }
}
