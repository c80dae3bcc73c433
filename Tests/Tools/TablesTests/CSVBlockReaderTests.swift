import Domain
import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("the CSV block reader") struct CSVBlockReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// All columns as text, row by row; an empty cell is an empty text.
  static func outcome(_ path: String, blockBytes: Int) -> NaiveCSV.Outcome {
    do throws(Diagnostic) {
      let header = try CSVBlockReader(path: path, blockBytes: blockBytes).header
      var reader = try CSVBlockReader(path: path, options: .init(categorical: Set(header)), blockBytes: blockBytes)
      var rows: [[NaiveCSV.Field]] = []
      while try reader.next() {
        let block = header.indices.map { index -> [String] in
          guard case .categorical(let codes, let texts) = reader.column(index).values else { return [] }
          return codes.map { $0 < 0 ? "" : texts[Int($0)] }
        }
        for row in 0..<reader.rowCount { rows.append(block.map { .init(text: $0[row], quoted: false) }) }
      }
      return .rows(header: header, rows: rows)
    } catch {
      let place = error.message.dropFirst(path.count + 1).prefix { $0 != ":" }
      return .refused(code: error.code, line: Int(place) ?? 0)
    }
  }

  static func unquoted(_ outcome: NaiveCSV.Outcome) -> NaiveCSV.Outcome {
    guard case .rows(let header, let rows) = outcome else { return outcome }
    return .rows(header: header, rows: rows.map { $0.map { .init(text: $0.text, quoted: false) } })
  }

  @Test("agrees with the naive reader on records, errors and their lines, whatever the block's size, over 300 wild texts")
  func wild() throws {
    let path = folder.path("wild.csv")
    for seed in UInt64(0)..<300 {
      var generator = SeededGenerator(seed: seed)
      var bytes = CSVDifferentialTests.wild(&generator)
      if seed % 3 == 0 {
        for _ in 0..<20 {
          bytes += Array(
            ["1,2\n", "a,\"b\nc\"\r\n", "\n", "x,yyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n"].randomElement(using: &generator)?.utf8 ?? "".utf8)
        }
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let naive = Self.unquoted(NaiveCSV.read(bytes))
      for size in [64, 4096] {
        let ours = Self.outcome(path, blockBytes: size)
        if ours != naive {
          Issue.record("seed \(seed), block \(size): \(String(decoding: bytes, as: UTF8.self).debugDescription): \(ours) is not \(naive)")
        }
      }
    }
  }

  @Test("reads numbers of every form as the standard library does, over 6,000 texts")
  func numbers() throws {
    var generator = SeededGenerator(seed: 7)
    var texts: [String] = []
    for index in 0..<6_000 {
      switch index % 6 {
      case 0: texts.append(Double(bitPattern: generator.next()).description)
      case 1: texts.append(String(generator.normal()))
      case 2: texts.append(String(Int64(truncatingIfNeeded: generator.next()) >> Int64.random(in: 0...63, using: &generator)))
      case 3:
        texts.append(
          ["0", "-0", "0.0", ".5", "5.", "-.5", "00012.50", "nan", "inf", "-inf", "", " 7 ", "+3", "1e5"][
            Int.random(in: 0..<14, using: &generator)])
      default:
        let digits = (0..<Int.random(in: 1...26, using: &generator)).map { _ in String(Int.random(in: 0...9, using: &generator)) }
        let point = Int.random(in: 0...(digits.count + 2), using: &generator)
        texts.append((Bool.random(using: &generator) ? "-" : "") + digits.enumerated().map { ($0 == point ? "." : "") + $1 }.joined())
      }
    }
    // In front, in the middle and at the line's end.
    let path = try folder.write("a,b,c\n" + texts.map { "\($0),\($0),\($0)\r\n" }.joined(), to: "numbers.csv")
    let table = try CSVReader().read(path: path)
    for name in ["a", "b", "c"] {
      let found = try #require(table[name]?.numbers)
      #expect(found.count == texts.count)
      for (text, value) in zip(texts, found) {
        let expected = text.isEmpty ? .nan : try #require(Double(text.trimmingCharacters(in: .whitespaces)), "\(text)")
        if value.bitPattern != expected.bitPattern, !(value.isNaN && expected.isNaN) { Issue.record("\(name): \(text) is \(value)") }
      }
    }
  }

  @Test(
    "a field of a point alone, a sign alone or two points is no number",
    arguments: [".", "-", "-.", "1.2.3", "1-2", "12345678.1.2", "1.2345678901.2", "--1", "1a", "1:2", "1/2", "0.1234567890123456x"])
  func noNumbers(_ text: String) throws {
    let path = try folder.write("a,b\n1,1\n\(text),2\n", to: "bad.csv")
    let found = refusal { () throws(Diagnostic) in try CSVReader().read(path: path) }
    #expect(found?.code == "csv.mixed_column" && found?.message.contains("\"\(text)\" is no number") == true)
  }

  @Test("gives the same table and the same error in one part and in many, over 60 seeds")
  func parts() throws {
    let path = folder.path("parts.csv")
    var inParts = 0
    for seed in UInt64(0)..<60 {
      var generator = SeededGenerator(seed: seed)
      var text = "x,s,y\n"
      for row in 0..<400 {
        let cell =
          seed % 5 == 0 && row % 50 == 3
          ? "\"a\nb,\"\"c\""
          : ["buy", "sell", "", "NA", "t\(Int.random(in: 0...30, using: &generator))"][Int.random(in: 0..<5, using: &generator)]
        let late = seed % 7 == 0 && row < 300 ? "" : "\(generator.unit())"
        let broken = seed % 11 == 0 && row == 350
        text += "\(row),\(cell),\(broken ? "oops" : late)\(seed % 13 == 0 && row == 390 ? ",1" : "")\r\n"
      }
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      var whole: NumericTable?
      let expected = refusal { () throws(Diagnostic) in whole = try CSVReader().read(path: path) }
      let reader = CSVReader(options: .init(workers: 4))
      var blocks = try CSVBlockReader(path: path, options: reader.options, blockBytes: 512)
      blocks.keepsAll = true
      let columns = reader.readInParts(blocks, smallestPart: 700)?.map(\.column)
      if let columns {
        inParts += 1
        #expect(whole?.columns.map(\.name) == columns.map(\.name), "seed \(seed)")
        for (one, many) in zip(whole?.columns ?? [], columns) {
          #expect(one.numbers?.map(\.description) == many.numbers?.map(\.description), "seed \(seed)")
          if one.numbers == nil { #expect(one.values == many.values, "seed \(seed)") }
        }
      } else {
        #expect(expected != nil || seed % 5 == 0, "seed \(seed): only errors and quoted line ends are read in order")
      }
    }
    #expect(inParts >= 30)
  }

  @Test("reads a large file on two threads as on one")
  func twoThreads() throws {
    var text = "x,s\n"
    for row in 0..<150_000 { text += "\(row).25,side\(row % 3)\n" }
    let path = try folder.write(text, to: "large.csv")
    #expect(try CSVReader(options: .init(workers: 2)).read(path: path) == CSVReader().read(path: path))
  }

  @Test("gives rows before a broken record first, then its error, and that again")
  func rowsFirst() throws {
    var reader = try CSVBlockReader(path: folder.write("a,b\n1,2\n3,4\n5\n6,7\n", to: "torn.csv"))
    #expect(try reader.next() && reader.rowCount == 2 && reader.rowsBefore == 0)
    #expect(reader.column(0).numbers == [1, 3])
    #expect(refusal { () throws(Diagnostic) in try reader.next() }?.code == "csv.ragged_row")
    #expect(refusal { () throws(Diagnostic) in try reader.next() }?.message.contains(":4:") == true)
  }

  @Test(
    "says what a file is that is no text",
    arguments: [
      ([0x1f, 0x8b, 8, 0], "gzip"), ([0x28, 0xb5, 0x2f, 0xfd], "zstd"), ([80, 65, 82, 49], "Parquet"), ([0xff, 0xfe, 65, 0], "UTF-16"),
    ] as [([UInt8], String)])
  func foreign(_ bytes: [UInt8], _ word: String) throws {
    let path = folder.path("foreign.csv")
    try Data(bytes + Array(repeating: 65, count: 50)).write(to: URL(fileURLWithPath: path))
    for found in [
      refusal { () throws(Diagnostic) in try CSVBlockReader(path: path) },
      refusal { () throws(Diagnostic) in try CSVRowReader(path: path) },
    ] {
      #expect(found?.code == "csv.foreign" && found?.message.contains(word) == true && found?.hint != nil)
    }
  }

  @Test("reads long records that its block has to grow for, and refuses longer ones")
  func growth() throws {
    let long = String(repeating: "é", count: 400_000)
    let path = try folder.write("a,b\nx,\(long)\ny,\"\(long),\"\n", to: "long.csv")
    guard case .categorical(_, let texts)? = try CSVReader().read(path: path)["b"]?.values else { throw refusalMissing }
    #expect(texts == [long, long + ","])
    for text in ["a,b\nx,\(long)\(long)\n", "a,b\n1,2\nx,\"\(long)\(long)\(long)", "\(long)\(long),b\n1,2\n"] {
      let bad = try folder.write(text, to: "bad.csv")
      let found = refusal { () throws(Diagnostic) in try CSVReader().read(path: bad) }
      #expect(found?.code == "csv.long_record" || found?.code == "csv.quote", "\(String(describing: found))")
    }
    let wide = try folder.write((0..<100_000).map { "c\($0)" }.joined(separator: ",") + "\n1\n", to: "wide.csv")
    #expect(refusal { () throws(Diagnostic) in try CSVReader().read(path: wide) }?.code == "csv.many_columns")
  }

  private var refusalMissing: Diagnostic { Diagnostic(code: "test", exitCode: .badData, message: "the column is not categorical") }
}
