public import Domain
public import JSONBytes

/// Why a text frame is not what the protocol says: corrupt input, refused with the offset.
public enum FrameError: Error, Hashable, Sendable {
  /// Not JSON, or JSON of another shape than the protocol's.
  case json(JSONError)
  /// A field without which the object at this offset means nothing.
  case missing(field: String, offset: Int)
  /// A field whose value is outside what it may be.
  case invalid(field: String, offset: Int)
  /// A number that is not exact at the instrument's precision, or too large: never rounded.
  case decimal(DecimalError, field: String, offset: Int)
  /// More than the decoder's bound allows.
  case tooMany(field: String, limit: Int)

  /// A bounded word for metric labels.
  public var code: String {
    switch self {
    case .json: "json"
    case .missing: "missing"
    case .invalid: "invalid"
    case .decimal(let error, _, _): "decimal_\(error.code)"
    case .tooMany: "too_many"
    }
  }
}

extension FrameError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .json(.unexpected(let offset)): "byte \(offset) is not what JSON or the protocol has there"
    case .json(.truncated(let offset)): "the text ends at byte \(offset) inside a value"
    case .json(.tooDeep(let offset)): "nested too deeply at byte \(offset)"
    case .missing(let field, let offset): "no \"\(field)\" in the object that ends at byte \(offset)"
    case .invalid(let field, let offset): "\"\(field)\" has an impossible value before byte \(offset)"
    case .decimal(.inexact(let scale), let field, let offset):
      "\"\(field)\" before byte \(offset) has more digits than the \(scale) its precision allows"
    case .decimal(.overflow, let field, let offset): "\"\(field)\" before byte \(offset) is too large"
    case .decimal(.malformed, let field, let offset): "\"\(field)\" before byte \(offset) is no decimal number"
    case .tooMany(let field, let limit): "more than \(limit) \(field) in one frame"
    }
  }
}
