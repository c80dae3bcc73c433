internal import Domain
internal import JSONBytes

/// The values of a manifest by their path (`artifact.sha256`): flat, so that a missing one can be named.
struct ManifestReader {
  enum Value {
    case text(String)
    /// The number as it is written.
    case number(String)
    case texts([String])
    case null
    case other
  }

  let file: String
  private var values: [String: (value: Value, offset: Int)] = [:]
  /// Keys of `metrics` in the file's order.
  private var metricNames: [String] = []
  /// Keys of `members` likewise.
  private var memberNames: [String] = []

  init(_ bytes: Span<UInt8>, file: String) throws(Diagnostic) {
    self.file = file
    var cursor = JSONCursor()
    do {
      try readObject(bytes, &cursor, path: "", depth: 0)
      try cursor.end(bytes)
    } catch {
      let reason =
        switch error {
        case .truncated: "the text ends inside a value"
        case .unexpected: "this byte is no JSON"
        case .tooDeep: "nested too deep"
        }
      throw Self.diagnostic(
        file, code: "manifest.syntax", "byte \(error.offset): \(reason)", hint: "restore the manifest that belongs to the model")
    }
  }

  private mutating func readObject(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor, path: String, depth: Int) throws(JSONError) {
    try cursor.beginObject(bytes)
    var first = true
    while let range = try cursor.nextKey(bytes, first: &first) {
      let key = try JSONCursor.text(bytes, range)
      let full = path.isEmpty ? key : "\(path).\(key)"
      let byte = try cursor.peek(bytes)
      let offset = cursor.offset
      if path == "metrics" { metricNames.append(key) }
      if path == "members" { memberNames.append(key) }
      switch byte {
      case UInt8(ascii: "{"):
        // The manifest's own keys lie at most two deep; deeper objects are unknown keys.
        if depth < 1 { try readObject(bytes, &cursor, path: full, depth: depth + 1) } else { try cursor.skipValue(bytes) }
        values[full] = (.other, offset)
      case UInt8(ascii: "\""): values[full] = (.text(try JSONCursor.text(bytes, try cursor.string(bytes))), offset)
      case UInt8(ascii: "["):
        let start = cursor
        let texts = try Self.texts(bytes, &cursor)
        if texts == nil {
          cursor = start
          try cursor.skipValue(bytes)
        }
        values[full] = (texts.map { .texts($0) } ?? .other, offset)
      case UInt8(ascii: "t"), UInt8(ascii: "f"):
        _ = try cursor.bool(bytes)
        values[full] = (.other, offset)
      case UInt8(ascii: "n"):
        _ = try cursor.null(bytes)
        values[full] = (.null, offset)
      default: values[full] = (.number(try JSONCursor.text(bytes, try cursor.number(bytes))), offset)
      }
    }
  }

  /// The texts of an array, `nil` when it holds anything else.
  private static func texts(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor) throws(JSONError) -> [String]? {
    try cursor.beginArray(bytes)
    var texts: [String] = []
    var first = true
    while try cursor.nextElement(bytes, first: &first) {
      guard try cursor.peek(bytes) == UInt8(ascii: "\"") else { return nil }
      texts.append(try JSONCursor.text(bytes, try cursor.string(bytes)))
    }
    return texts
  }

  static func diagnostic(_ file: String, code: String, _ message: String, hint: String) -> Diagnostic {
    Diagnostic(code: code, exitCode: .badData, message: "\(file): \(message)", hint: hint)
  }

  private func value(_ path: String) throws(Diagnostic) -> Value {
    guard let found = values[path] else {
      throw Self.diagnostic(file, code: "manifest.missing_key", "the key \"\(path)\" is missing", hint: "write it, or train again with scripts/train-default-model")
    }
    return found.value
  }

  /// The refusal of a value that is there and no good.
  func invalid(_ path: String, _ wanted: String) -> Diagnostic {
    Self.diagnostic(
      file, code: "manifest.invalid", "byte \(values[path]?.offset ?? 0): \"\(path)\" must be \(wanted)", hint: "correct it, or train again")
  }

  /// Is something other than `null` there?
  func has(_ path: String) -> Bool {
    if case .null? = values[path]?.value { false } else { values[path] != nil }
  }

  /// A file beside the manifest, with its length and digest.
  func artifact(_ path: String) throws(Diagnostic) -> ModelManifest.Artifact {
    let artifact = ModelManifest.Artifact(
      file: try text("\(path).file"), sha256: try digest("\(path).sha256"), bytes: try integer("\(path).bytes", 1...Int64.max))
    guard !artifact.file.isEmpty, artifact.file != ".", artifact.file != "..", !artifact.file.utf8.contains(UInt8(ascii: "/")),
      !artifact.file.utf8.contains(0)
    else { throw invalid("\(path).file", "the plain name of a file beside the manifest") }
    return artifact
  }

  func text(_ path: String) throws(Diagnostic) -> String {
    guard case .text(let text) = try value(path) else { throw invalid(path, "a text") }
    return text
  }

  func texts(_ path: String, limit: Int) throws(Diagnostic) -> [String] {
    guard case .texts(let texts) = try value(path), texts.count <= limit else { throw invalid(path, "a list of at most \(limit) texts") }
    return texts
  }

  func integer(_ path: String, _ range: ClosedRange<Int64>) throws(Diagnostic) -> Int64 {
    guard case .number(let text) = try value(path), let number = Int64(text), range.contains(number) else {
      throw invalid(path, "an integer in \(range.lowerBound)…\(range.upperBound)")
    }
    return number
  }

  /// Decimal text without exponent, written as a text or as a number.
  func decimal(_ path: String) throws(Diagnostic) -> String {
    switch try value(path) {
    case .text(let text), .number(let text):
      let digits = text.utf8.dropFirst(text.hasPrefix("-") ? 1 : 0)
      let plain = digits.allSatisfy { $0 &- 48 <= 9 || $0 == UInt8(ascii: ".") }
      guard plain, (1...19).contains(digits.count), Double(text) != nil, digits.first != UInt8(ascii: "."), digits.last != UInt8(ascii: ".") else {
        throw invalid(path, "a decimal such as \"0.001\"")
      }
      return text
    default: throw invalid(path, "a decimal such as \"0.001\"")
    }
  }

  /// Sixteen hexadecimal digits; 0 where the key is not there.
  func word(_ path: String) throws(Diagnostic) -> UInt64 {
    if values[path] == nil { return 0 }
    guard case .text(let text) = try value(path), text.utf8.count == 16, let word = UInt64(text, radix: 16) else {
      throw invalid(path, "16 hexadecimal digits")
    }
    return word
  }

  func digest(_ path: String) throws(Diagnostic) -> String {
    let text = try text(path)
    guard text.utf8.count == 64, text.utf8.allSatisfy({ $0 &- 48 <= 9 || $0 &- 97 < 6 }) else {
      throw invalid(path, "64 lower-case hexadecimal digits")
    }
    return text
  }

  /// The files that the artifact names, each with its digest; none where the key is absent.
  func members() throws(Diagnostic) -> [ModelManifest.Member] {
    guard has("members") else { return [] }
    guard case .other = try value("members"), memberNames.count <= 256 else { throw invalid("members", "an object of at most 256 file names with their sha256") }
    var members: [ModelManifest.Member] = []
    for name in memberNames { members.append(ModelManifest.Member(file: name, sha256: try digest("members.\(name)"))) }
    return members
  }

  func metrics() throws(Diagnostic) -> [ModelManifest.Metric] {
    guard case .other = try value("metrics") else { throw invalid("metrics", "an object of numbers") }
    var metrics: [ModelManifest.Metric] = []
    for name in metricNames {
      switch try value("metrics.\(name)") {
      case .number(let text): metrics.append(ModelManifest.Metric(name: name, value: Double(text)))
      case .null: metrics.append(ModelManifest.Metric(name: name, value: nil))
      default: throw invalid("metrics.\(name)", "a number or null")
      }
    }
    return metrics
  }
}
