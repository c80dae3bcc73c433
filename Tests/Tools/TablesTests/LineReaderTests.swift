import Domain
import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("the line reader") struct LineReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func lines(_ text: String, maximum: Int = 1 << 24) throws -> [String] {
    var reader = try LineReader(path: folder.write(text, to: "lines.txt"), maximumLine: maximum)
    var lines: [String] = []
    while try reader.next() {
      lines.append(
        reader.withLine { line in
          var bytes: [UInt8] = []
          for index in line.indices { bytes.append(line[index]) }
          return String(decoding: bytes, as: UTF8.self)
        })
    }
    return lines
  }

  @Test("takes LF and CRLF for line ends, keeps blank lines, and tells a last line without one")
  func ends() throws {
    #expect(try lines("a\nb\r\n\nc") == ["a", "b", "", "c"])
    #expect(try lines("").isEmpty)
    #expect(try lines("\n") == [""])
    var reader = try LineReader(path: folder.write("a\nb", to: "torn.txt"))
    #expect(try reader.next() && !reader.isUnterminated && reader.line == 1)
    #expect(try reader.next() && reader.isUnterminated && reader.line == 2)
    #expect(try !reader.next())
  }

  @Test("gives the lines that splitting the whole text gives, over 40 seeds and block boundaries")
  func differential() throws {
    for seed in UInt64(0)..<40 {
      var generator = SeededGenerator(seed: seed)
      var text = ""
      let longest = seed % 4 == 0 ? 40_000 : 40
      for _ in 0..<Int.random(in: 0...60, using: &generator) {
        text +=
          String(
            repeating: ["x", "é", "\r", ","][Int.random(in: 0..<4, using: &generator)],
            count: Int.random(in: 0...longest, using: &generator)) + "y"
        text += Bool.random(using: &generator) ? "\n" : "\r\n"
      }
      var expected = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map { $0.last == 13 ? $0.dropLast() : $0 }.map {
        String(decoding: $0, as: UTF8.self)
      }
      expected.removeLast()
      #expect(try lines(text) == expected, "seed \(seed)")
    }
  }

  @Test("refuses a line longer than its bound, naming it")
  func long() throws {
    let path = try folder.write("short\n" + String(repeating: "x", count: 600_000), to: "long.txt")
    let found = refusal { () throws(Diagnostic) in
      var reader = try LineReader(path: path, maximumLine: 1 << 18)
      while try reader.next() {}
    }
    #expect(found?.code == "line.long" && found?.message.hasPrefix("\(path):2: ") == true)
  }
}
