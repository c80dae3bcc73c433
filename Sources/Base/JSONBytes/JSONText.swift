/// Appends JSON text to bytes: the writer's half.
public enum JSONText {
  /// Appends a string in quotes, escaping what RFC 8259 requires.
  public static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(34)
    for byte in text.utf8 {
      switch byte {
      case 34, 92: bytes.append(92); bytes.append(byte)
      case 10: bytes.append(92); bytes.append(110)
      case 13: bytes.append(92); bytes.append(114)
      case 9: bytes.append(92); bytes.append(116)
      case 0..<32:
        bytes.append(contentsOf: "\\u00".utf8)
        for nibble in [byte >> 4, byte & 15] { bytes.append(nibble < 10 ? 48 + nibble : 87 + nibble) }
      default: bytes.append(byte)
      }
    }
    bytes.append(34)
  }

  /// Appends a double: the shortest text that reads back the same; NaN and ±inf as strings, as the command line's contract says.
  public static func append(_ value: Double, to bytes: inout [UInt8]) {
    if value.isFinite {
      bytes.append(contentsOf: value.description.utf8)
    } else {
      append(value.isNaN ? "NaN" : value > 0 ? "inf" : "-inf", to: &bytes)
    }
  }
}
