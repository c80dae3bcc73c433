/// A value of Universal Binary JSON, for the tests' own writer.
indirect enum UBJSONValue {
  case text(String)
  case integer(Int64)
  case null
  /// Typed array of 32-bit floats.
  case floats([Float])
  /// Typed array of integers of the marker's width.
  case integers([Int64], UInt8)
  case array([UBJSONValue])
  /// An array that says its count and has no closing bracket.
  case counted([UBJSONValue])
  case object([(String, UBJSONValue)])

  private static func big(_ value: Int64, _ bytes: Int) -> [UInt8] {
    (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> Int64(8 * $0)) }
  }

  private static func width(_ marker: UInt8) -> Int { [UInt8(ascii: "i"): 1, UInt8(ascii: "U"): 1, UInt8(ascii: "I"): 2, UInt8(ascii: "l"): 4][marker] ?? 8 }

  private static func count(_ count: Int) -> [UInt8] { [UInt8(ascii: "L")] + big(Int64(count), 8) }

  private static func key(_ key: String) -> [UInt8] { count(key.utf8.count) + Array(key.utf8) }

  var bytes: [UInt8] {
    switch self {
    case .text(let text): [UInt8(ascii: "S")] + Self.key(text)
    case .integer(let value): [UInt8(ascii: "L")] + Self.big(value, 8)
    case .null: [UInt8(ascii: "Z")]
    case .floats(let values): Array("[$d#".utf8) + Self.count(values.count) + values.flatMap { Self.big(Int64($0.bitPattern), 4) }
    case .integers(let values, let marker):
      Array("[$".utf8) + [marker] + Array("#".utf8) + Self.count(values.count) + values.flatMap { Self.big($0, Self.width(marker)) }
    case .array(let values): Array("[".utf8) + values.flatMap(\.bytes) + Array("]".utf8)
    case .counted(let values): Array("[#".utf8) + Self.count(values.count) + values.flatMap(\.bytes)
    case .object(let pairs): Array("{".utf8) + pairs.flatMap { Self.key($0.0) + $0.1.bytes } + Array("}".utf8)
    }
  }
}
