internal import JSONBytes

/// Why a model file is refused, and where.
struct ModelFileFault: Error {
  /// Bounded word for the diagnostic's code: `model.truncated`.
  var code: String
  /// Byte at which the file is wrong.
  var offset: Int
  var reason: String
  var hint: String

  static let saveAgain = "save the model again, or copy the file again and compare its sha256"

  init(code: String, offset: Int, reason: String, hint: String = Self.saveAgain) {
    self.code = code
    self.offset = offset
    self.reason = reason
    self.hint = hint
  }

  init(_ error: JSONError) {
    switch error {
    case .truncated(let offset): self.init(code: "model.truncated", offset: offset, reason: "the text ends inside a value")
    case .unexpected(let offset): self.init(code: "model.syntax", offset: offset, reason: "this byte is no JSON of the expected kind")
    case .tooDeep(let offset): self.init(code: "model.limit", offset: offset, reason: "nested deeper than \(JSONCursor.maximumDepth) levels")
    }
  }

  static func missing(_ key: String, at offset: Int) -> ModelFileFault {
    ModelFileFault(code: "model.missing_key", offset: offset, reason: "\"\(key)\" is missing from the object that ends here")
  }

  static func invalid(_ reason: String, at offset: Int) -> ModelFileFault {
    ModelFileFault(code: "model.invalid", offset: offset, reason: reason)
  }

  static func limit(_ reason: String, at offset: Int) -> ModelFileFault {
    ModelFileFault(code: "model.limit", offset: offset, reason: reason, hint: "raise the reader's limit if the model is really that large")
  }

  static func unsupported(_ reason: String, hint: String, at offset: Int) -> ModelFileFault {
    ModelFileFault(code: "model.unsupported", offset: offset, reason: reason, hint: hint)
  }
}
