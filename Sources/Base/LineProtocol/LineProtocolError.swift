/// Why a point cannot become a line, or a line a point.
public enum LineProtocolError: Error, Hashable, Sendable {
  /// The part of a point that is at fault.
  public enum Part: String, Hashable, Sendable {
    case measurement
    case tagKey = "tag key"
    case tagValue = "tag value"
    case fieldKey = "field key"
    case fieldValue = "field value"
    case time = "timestamp"
  }

  case empty(Part)
  case noFields
  /// `time`, or a leading `_` under ``EncodingRules/strict``.
  case reserved(Part)
  /// A measurement that starts with `#` would be a comment, one that starts with white space would lose it.
  case unwritableStart
  case controlCharacter(Part)
  /// Servers disagree about backslashes in names and tag values.
  case backslash(Part)
  case duplicate(Part)
  /// NaN and infinities have no text.
  case notFinite
  case unsigned
  /// Outside ±9223372036854775806.
  case timeOutOfRange
  /// Measurement, tags and field key together above 65,535 bytes.
  case seriesTooLong(bytes: Int)
  /// A string field above 65,535 bytes.
  case stringTooLong(bytes: Int)
  /// Another byte than the grammar allows.
  case malformed(Part, offset: Int)
  case invalidUTF8(Part, offset: Int)

  /// Where in the text, for errors of reading.
  public var offset: Int? {
    switch self {
    case .malformed(_, let offset), .invalidUTF8(_, let offset): offset
    default: nil
    }
  }

  /// One sentence for people.
  public var reason: String {
    switch self {
    case .empty(let part): "empty \(part.rawValue)"
    case .noFields: "no fields"
    case .reserved(let part): "reserved \(part.rawValue)"
    case .unwritableStart: "measurement starts with # or white space: a server would skip it"
    case .controlCharacter(let part): "control character in \(part.rawValue)"
    case .backslash(let part): "backslash in \(part.rawValue): servers read it differently"
    case .duplicate(let part): "the same \(part.rawValue) twice"
    case .notFinite: "float is not finite"
    case .unsigned: "unsigned integer: InfluxDB 1.x before 1.8 does not take it"
    case .timeOutOfRange: "timestamp outside ±9223372036854775806"
    case .seriesTooLong(let bytes): "series key of \(bytes) bytes: the limit is 65535"
    case .stringTooLong(let bytes): "string of \(bytes) bytes: the limit is 65535"
    case .malformed(let part, let offset): "not line protocol at byte \(offset): \(part.rawValue)"
    case .invalidUTF8(let part, let offset): "not UTF-8 at byte \(offset): \(part.rawValue)"
    }
  }
}
