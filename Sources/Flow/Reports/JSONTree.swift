internal import JSONBytes

/// A JSON document in the making, keys in the order given.
public indirect enum JSONTree: Sendable, Hashable {
  /// `null`: a part that does not exist.
  case null
  /// `true` or `false`.
  case flag(Bool)
  /// A whole number.
  case integer(Int)
  /// Shortest text that reads back the same; NaN and ±inf become strings.
  case number(Double)
  /// A string.
  case text(String)
  /// Values in order.
  case array([JSONTree])
  /// Members in order; keys are not checked to differ.
  case object([Member])

  /// A key and its value.
  public struct Member: Sendable, Hashable {
    /// Its key.
    public var key: String
    /// Its value.
    public var value: JSONTree

    /// A key and its value.
    public init(_ key: String, _ value: JSONTree) {
      self.key = key
      self.value = value
    }
  }

  /// A number, or null where there is none.
  public static func optional(_ value: Double?) -> JSONTree { value.map { .number($0) } ?? .null }
  /// A whole number, or null where there is none.
  public static func optional(_ value: Int?) -> JSONTree { value.map { .integer($0) } ?? .null }
  /// A count.
  public static func count(_ value: UInt64) -> JSONTree { .integer(Int(clamping: value)) }

  /// The document as UTF-8 without a line end.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  /// The document as text.
  public var description: String { String(decoding: bytes, as: UTF8.self) }

  private func append(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .flag(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: value.description.utf8)
    case .number(let value): JSONText.append(value, to: &bytes)
    case .text(let text): JSONText.append(text, to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        JSONText.append(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
