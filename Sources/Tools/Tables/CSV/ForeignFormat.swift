import Domain

/// Tells by its first bytes that a file is no plain text, so that a person learns what it is instead of which byte of it is odd.
enum ForeignFormat {
  /// The refusal, when the bytes begin like a known format that is not UTF-8 text.
  static func refusal(_ path: String, _ bytes: [UInt8], _ range: Range<Int>) -> Diagnostic? {
    let head = bytes[range].prefix(4)
    let found: (what: String, hint: String)? =
      if head.starts(with: [0x1f, 0x8b]) {
        ("compressed by gzip", "unpack it first, or feed it through a pipe: gunzip -c")
      } else if head.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) {
        ("compressed by zstd", "unpack it first, or feed it through a pipe: zstd -dc")
      } else if head.starts(with: Array("PAR1".utf8)) {
        ("a Parquet file", "name it *.parquet, and it is read as one where libduckdb is found")
      } else if head.starts(with: [0xff, 0xfe]) || head.starts(with: [0xfe, 0xff]) {
        ("UTF-16 text", "save it as UTF-8")
      } else {
        nil
      }
    return found.map {
      Diagnostic(code: "csv.foreign", exitCode: .badData, message: "\(path): this is no CSV of UTF-8 text, it is \($0.what)", hint: $0.hint)
    }
  }
}
