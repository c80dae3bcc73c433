import Domain
import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("files in and out") struct FileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("says what is wrong with a path: missing, a folder, unreadable")
  func opening() throws {
    let missing = refusal { () throws(Diagnostic) in try InputFile(path: folder.path("none.csv")) }
    #expect(missing?.code == "file.open" && missing?.exitCode == .usage && missing?.message.hasPrefix(folder.path("none.csv")) == true)
    let directory = refusal { () throws(Diagnostic) in try CSVReader().read(path: folder.path) }
    #expect(directory?.code == "file.directory" && directory?.exitCode == .usage && directory?.message.contains("is a folder") == true)
    let unreadable = refusal { () throws(Diagnostic) in
      var lines = try LineReader(path: "/proc/self/mem")
      _ = try lines.next()
    }
    #expect(unreadable?.code == "file.read" && unreadable?.message.contains("at byte 0") == true)
  }

  @Test("reads at positions, and fewer bytes only at the end")
  func positions() throws {
    let file = try InputFile(path: folder.write("0123456789", to: "digits"))
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(file.isSeekable)
    #expect(try file.fill(&buffer, range: 2..<6, offset: 3) == 4 && buffer == [0, 0, 51, 52, 53, 54, 0, 0])
    #expect(try file.fill(&buffer, range: 0..<8, offset: 8) == 2 && buffer[0] == 56 && buffer[1] == 57)
    #expect(try file.fill(&buffer, range: 0..<8, offset: 10) == 0)
  }

  @Test("reads a pipe to its end, in whatever pieces it comes")
  func pipe() async throws {
    let path = folder.path("pipe")
    let made = unsafe mkfifo(path, 0o600)  // SAFETY: the string is passed as a C string for the call alone.
    try #require(made == 0)
    let text = "a,b\n" + (0..<50_000).map { "\($0),\($0 % 7)\n" }.joined()
    async let table = BlockingWork.run { try CSVReader().read(path: path) }
    try await BlockingWork.run {
      let handle = try #require(FileHandle(forWritingAtPath: path))
      for piece in stride(from: 0, to: text.utf8.count, by: 7_777) {
        try handle.write(contentsOf: Data(Array(text.utf8)[piece..<min(piece + 7_777, text.utf8.count)]))
      }
      try handle.close()
    }
    let read = try await table
    #expect(read.rowCount == 50_000 && read["a"]?.numbers?.last == 49_999 && read["b"]?.numbers?[8] == 1)
  }

  @Test("an output file counts, appends, and writes what was not flushed when it goes")
  func output() throws {
    let path = folder.path("out")
    do {
      let file = try OutputFile(path: path, capacity: 4)
      try file.append { $0.append(contentsOf: Array("hello".utf8)) }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "hello")
      try file.append(Array("!".utf8).span)
      #expect(file.bytesWritten == 6)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "hello!")
    let again = try OutputFile(path: path, append: true)
    try again.append(Array("?".utf8).span)
    try again.finish()
    try again.finish()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "hello!?")
    try OutputFile(path: path).finish()
    #expect(try String(contentsOfFile: path, encoding: .utf8).isEmpty)
  }

  @Test("a full disk is an error when it is written to, and the file can be let go after it")
  func full() throws {
    let file = try OutputFile(path: "/dev/full", capacity: 16)
    let found = refusal { () throws(Diagnostic) in try file.append { $0.append(contentsOf: repeatElement(120, count: 32)) } }
    #expect(found?.code == "file.write" && found?.exitCode == .unavailable && found?.hint?.contains("disk") == true)
    #expect(refusal { () throws(Diagnostic) in try file.finish() } == nil)
  }
}
