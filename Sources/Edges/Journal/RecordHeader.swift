/// The eighteen bytes in front of every record, little-endian.
///
/// ```text
/// 0 u32 length, header included    4 u32 CRC-32C of bytes 0–3 and 8…    8 u64 sequence    16 u8 kind    17 u8 flags
/// ```
struct RecordHeader {
  static let size = 18
  /// No record is larger.
  static let maximumRecordBytes = 1 << 20
  /// The record becomes a line-protocol point.
  static let isPoint: UInt8 = 1
  /// A statement said again at the head of a segment: not a new record.
  static let isRestated: UInt8 = 2

  var length: Int
  var checksum: UInt32
  var sequence: UInt64
  var kind: UInt8
  var flags: UInt8

  /// Reads a header; the caller has seen to it that there are ``size`` bytes.
  init(_ bytes: borrowing [UInt8], at offset: Int) {
    func integer(_ start: Int, _ count: Int) -> UInt64 {
      var value: UInt64 = 0
      for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[offset + start + index]) }
      return value
    }
    length = Int(integer(0, 4))
    checksum = UInt32(integer(4, 4))
    sequence = integer(8, 8)
    kind = bytes[offset + 16]
    flags = bytes[offset + 17]
  }

  var isPlausible: Bool { (Self.size...Self.maximumRecordBytes).contains(length) && RecordKind(rawValue: kind) != nil }
  var isRecord: Bool { kind != RecordKind.end.rawValue && flags & Self.isRestated == 0 }
}
