import Foundation
import TestSupport

/// A file of the repository as text, with its lines and, for Swift, the same lines without comments and string contents.
struct SourceFile {
  let path: String
  let lines: [String]
  /// As many lines as `lines`; what is comment or stands between quotes is blank.
  let code: [String]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    code = path.hasSuffix(".swift") ? Self.blank(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init) : lines
  }

  var name: String { String(path.split(separator: "/").last ?? "") }
  /// The number of lines as `wc -l` counts them.
  var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

  /// Every place whose code matches.
  func offenders(_ pattern: some RegexComponent, _ what: String, in lines: KeyPath<SourceFile, [String]> = \.code) -> [Offender] {
    self[keyPath: lines].enumerated().filter { $0.element.contains(pattern) }.map { Offender(path: path, line: $0.offset + 1, what: what) }
  }

  /// Files of these folders of the repository.
  static func load(_ folders: [String], withExtension suffix: String = "swift") -> [SourceFile] {
    folders.flatMap { RepositoryRoot.files(below: $0, withExtension: suffix) }.compactMap(load)
  }

  static func load(_ file: URL) -> SourceFile? {
    guard let data = try? Data(contentsOf: file) else { return nil }
    return SourceFile(path: RepositoryRoot.relativePath(file), text: String(decoding: data, as: UTF8.self))
  }

  /// Replaces comments and the contents of string literals by spaces; newlines stay.
  static func blank(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    func at(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    func skip(_ count: Int) {
      for byte in bytes[index..<min(index + count, bytes.count)] { out.append(byte == 10 ? 10 : 32) }
      index += count
    }
    while index < bytes.count {
      if at(0) == 47, at(1) == 47 {
        while index < bytes.count, bytes[index] != 10 { skip(1) }
      } else if at(0) == 47, at(1) == 42 {
        var depth = 0
        repeat {
          if at(0) == 47, at(1) == 42 {
            depth += 1
            skip(2)
          } else if at(0) == 42, at(1) == 47 {
            depth -= 1
            skip(2)
          } else {
            skip(1)
          }
        } while depth > 0 && index < bytes.count
      } else if at(0) == 34 || (at(0) == 35 && bytes[index...].drop { $0 == 35 }.first == 34) {
        var hashes = 0
        while at(0) == 35 {
          hashes += 1
          out.append(35)
          index += 1
        }
        let quotes = at(1) == 34 && at(2) == 34 ? 3 : 1
        for _ in 0..<quotes { out.append(34) }
        index += quotes
        while index < bytes.count {
          if at(0) == 92, hashes == 0 {
            skip(2)
          } else if at(0) == 34, (0..<quotes).allSatisfy({ at($0) == 34 }), (0..<hashes).allSatisfy({ at(quotes + $0) == 35 }) {
            for _ in 0..<quotes { out.append(34) }
            for _ in 0..<hashes { out.append(35) }
            index += quotes + hashes
            break
          } else {
            skip(1)
          }
        }
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
