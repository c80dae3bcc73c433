import Domain
import Foundation
import JSONBytes

/// A configuration file, checked key by key before anything is read from it: all problems at once.
struct SettingsFile {
  private var problems: [String] = []

  /// Nesting the file may have.
  private static let maximumDepth = 4

  /// - Throws: a diagnostic that names every unknown key and every value of a wrong kind.
  static func check(path: String) throws(Diagnostic) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic(
        code: "config.unreadable", exitCode: .badConfiguration, message: "cannot read the configuration file \(path)",
        hint: "check the path, or write a new file with: friday config init \(path)")
    }
    let bytes = [UInt8](data)
    var file = SettingsFile()
    var cursor = JSONCursor()
    do {
      try file.walk(&cursor, bytes.span, prefix: "", depth: 0)
      try cursor.end(bytes.span)
    } catch {
      let line = bytes[..<min(error.offset, bytes.count)].count { $0 == 10 } + 1
      throw Diagnostic(
        code: "config.not_json", exitCode: .badConfiguration, message: "\(path) is not JSON from line \(line) on (byte \(error.offset))",
        hint: "mend it there, or compare with: friday config init")
    }
    let count = file.problems.count
    guard count == 0 else {
      throw Diagnostic(
        code: "config.invalid", exitCode: .badConfiguration,
        message: "\(path) has \(count) problem\(count == 1 ? "" : "s"): " + file.problems.joined(separator: "; "),
        hint: "friday config show lists every key with its meaning")
    }
  }

  private mutating func walk(_ cursor: inout JSONCursor, _ bytes: Span<UInt8>, prefix: String, depth: Int) throws(JSONError) {
    guard depth < Self.maximumDepth else { throw .tooDeep(offset: cursor.offset) }
    try cursor.beginObject(bytes)
    var first = true
    while let name = try cursor.nextKey(bytes, first: &first) {
      let key = prefix + (try JSONCursor.text(bytes, name))
      let kind = try cursor.peek(bytes)
      if let known = SettingKey(rawValue: key) {
        let start = cursor.offset
        try cursor.skipValue(bytes)
        if kind != 110, !known.kind.accepts(kind, bytes, start..<cursor.offset) { problems.append("\"\(key)\" must be \(known.kind.words)") }
      } else if kind == 123 {
        try walk(&cursor, bytes, prefix: key + ".", depth: depth + 1)
      } else {
        let near = Suggestion.nearest(to: key, among: SettingKey.allCases.map(\.rawValue)).map { " (did you mean \"\($0)\"?)" } ?? ""
        problems.append("unknown key \"\(key)\"\(near)")
        try cursor.skipValue(bytes)
      }
    }
  }
}
