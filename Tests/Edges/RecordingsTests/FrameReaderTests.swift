import Domain
import Foundation
import Recordings
import TestSupport
import Testing

@Suite("FrameReader and FrameRecorder")
struct FrameReaderTests {
  private func frames(_ path: String) throws -> (texts: [String], times: [Int64?], torn: Int) {
    var reader = try FrameReader(path: path)
    var texts: [String] = []
    var times: [Int64?] = []
    while try reader.next() {
      texts.append(reader.withFrame { bytes in String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self) })
      times.append(reader.received?.nanoseconds)
    }
    return (texts, times, reader.tornBytes)
  }

  @Test("What is recorded is read back with its times; line ends inside a frame become spaces")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("frames.txt")
    let texts = [#"{"channel":"heartbeat"}"#, #"{"a":[1,2]}"#, "{\n\"b\":\r1}"]
    for part in [texts[..<2], texts[2...]] {
      var recorder = try FrameRecorder(path: path, append: true)
      for (index, text) in part.enumerated() { try recorder.record(Array(text.utf8).span, received: Timestamp(nanoseconds: 1000 + Int64(index))) }
      try recorder.finish()
      #expect(recorder.frames == UInt64(part.count) && recorder.refused == 0)
    }
    let read = try frames(path)
    #expect(read.texts == [texts[0], texts[1], "{ \"b\": 1}"] && read.times == [1000, 1001, 1000])
  }

  @Test("A full file refuses frames and counts them")
  func full() throws {
    let folder = try TemporaryFolder()
    var recorder = try FrameRecorder(path: folder.path("f"), maximumBytes: 20)
    #expect(try [recorder.record(Array("{}".utf8).span, received: Timestamp(nanoseconds: 12))] == [true])
    let second = try recorder.record(Array("{\"long\":12345678}".utf8).span, received: Timestamp(nanoseconds: 13))
    try recorder.finish()
    #expect(!second && recorder.refused == 1 && recorder.frames == 1)
    #expect(try Data(contentsOf: folder.url.appendingPathComponent("f")) == Data("12 {}\n".utf8))
  }

  @Test("Frames with and without time mix, blank lines are skipped, a torn last line is counted and not played")
  func mixed() throws {
    let folder = try TemporaryFolder()
    let read = try frames(folder.write("\u{feff}{\"a\":1}\n\n  \n77 {\"b\":2}\r\n{\"c\":", to: "f"))
    #expect(read.texts == [#"{"a":1}"#, #"{"b":2}"#] && read.times == [nil, 77] && read.torn == 5)
    // A last line that is whole but for its end is played.
    #expect(try frames(folder.write("{\"a\":1}", to: "g")).texts == [#"{"a":1}"#])
  }

  @Test("A line that is no frame is refused by number", arguments: ["hello", "12", "12x {}", "99999999999999999999 {}", "12\t{}"])
  func broken(line: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("{}\n\(line)\n", to: "f")
    let error = try #require(throws: Diagnostic.self) { try frames(path) }
    #expect(error.code == "recording.broken_line" && error.message.contains("\(path):2"))
  }
}
