import Domain
import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("the CSV row reader against a naive one") struct CSVDifferentialTests {
  static func outcome(_ path: String) -> NaiveCSV.Outcome {
    do throws(Diagnostic) {
      var reader = try CSVRowReader(path: path)
      var rows: [[NaiveCSV.Field]] = []
      while try reader.next() {
        rows.append(
          (0..<reader.fieldCount).map {
            .init(text: reader.text($0), quoted: reader.starts[$0] > 0 && reader.buffer[reader.starts[$0] - 1] == 34)
          })
      }
      return .rows(header: reader.header, rows: rows)
    } catch {
      let place = error.message.dropFirst(path.count + 1).prefix { $0 != ":" }
      return .refused(code: error.code, line: Int(place) ?? 0)
    }
  }

  /// Bytes of a small alphabet, or rows of whole fields: many texts are broken somewhere, and both readers must say the same of each.
  static func wild(_ generator: inout SeededGenerator) -> [UInt8] {
    let alphabet: [[UInt8]] = [
      [97], [44], [44], [10], [10], [34], [13, 10], [13], [49], [34, 34], [44, 34], [34, 44], [34, 10], [0xc3, 0xa9],
    ]
    var bytes: [UInt8] = Int.random(in: 0..<8, using: &generator) == 0 ? [0xef, 0xbb, 0xbf] : []
    bytes += Int.random(in: 0..<4, using: &generator) == 0 ? [] : Array("a,b\n".utf8)
    if Bool.random(using: &generator) {
      let fields = ["", "x", "1", "\"a,b\"", "\"c\nd\"", "\"\"", "\"e\"\"f\"", "5\"", "\rz", "é"]
      for _ in 0..<Int.random(in: 0..<8, using: &generator) {
        bytes +=
          Array((fields.randomElement(using: &generator) ?? "").utf8) + [44] + Array((fields.randomElement(using: &generator) ?? "").utf8)
        bytes += Array(["\n", "\r\n", "\n\n", "\r\n\r\n"].randomElement(using: &generator)?.utf8 ?? "".utf8)
      }
      return bytes
    }
    for _ in 0..<Int.random(in: 0..<24, using: &generator) { bytes += alphabet.randomElement(using: &generator) ?? [] }
    if Int.random(in: 0..<40, using: &generator) == 0 { bytes.insert(0, at: Int.random(in: 0...bytes.count, using: &generator)) }
    return bytes
  }

  @Test("agrees on records, errors and their lines for wild texts over 500 seeds")
  func wildTexts() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("wild.csv")
    var refused = 0
    for seed in UInt64(0)..<500 {
      var generator = SeededGenerator(seed: seed)
      let bytes = Self.wild(&generator)
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let (ours, naive) = (Self.outcome(path), NaiveCSV.read(bytes))
      if case .refused = naive { refused += 1 }
      #expect(ours == naive, "seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
    // Both kinds of text have come up.
    #expect(refused > 100 && refused < 450)
  }

  @Test("what the writer writes, the reader reads back, over 300 seeds")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("round.csv")
    let pieces = ["", "a", ",", "\"", "\n", "\r\n", " ", "é", "0", "-", "x\"y", "\r", "\"\"", "nan"]
    for seed in UInt64(0)..<300 {
      var generator = SeededGenerator(seed: seed)
      let columns = Int.random(in: 1...5, using: &generator)
      var cells: [[String]] = []
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        cells.append(
          (0..<columns).map { _ in
            (0..<Int.random(in: 0...4, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
          })
      }
      let header = (0..<columns).map { "c\($0)\(pieces.randomElement(using: &generator) ?? "")" }
      let writer = try CSVWriter(path: path, header: header)
      for row in cells { try writer.row { target in for cell in row { target.text(cell) } } }
      try writer.finish()
      var reader = try CSVRowReader(path: path)
      #expect(reader.header == header, "seed \(seed)")
      var back: [[String]] = []
      while try reader.next() { back.append((0..<columns).map { reader.text($0) }) }
      #expect(back == cells, "seed \(seed)")
    }
  }
}
