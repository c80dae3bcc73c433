import Domain
import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("the CSV row reader") struct CSVRowReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func reader(_ text: String) throws -> CSVRowReader { try CSVRowReader(path: folder.write(text, to: "table.csv")) }

  func rows(_ text: String) throws -> [[String]] {
    var reader = try reader(text)
    var rows: [[String]] = [reader.header]
    while try reader.next() { rows.append((0..<reader.fieldCount).map { reader.text($0) }) }
    return rows
  }

  @Test("reads plain, quoted, CRLF and unterminated records alike")
  func forms() throws {
    let expected = [["a", "b"], ["1", "x,y"], ["2", "say \"hi\""], ["3", "two\nlines"]]
    #expect(try rows("a,b\n1,\"x,y\"\n2,\"say \"\"hi\"\"\"\n3,\"two\nlines\"\n") == expected)
    #expect(try rows("a,b\r\n1,\"x,y\"\r\n2,\"say \"\"hi\"\"\"\r\n3,\"two\nlines\"\r\n") == expected)
    #expect(try rows("\u{feff}a,b\n1,\"x,y\"\r\n2,\"say \"\"hi\"\"\"\n\n3,\"two\nlines\"") == expected)
  }

  @Test("keeps empty fields, skips blank lines, and takes a lone quoted blank for a field")
  func blanks() throws {
    #expect(try rows("a,b,c\n,,\n\n\r\n1,,3\n") == [["a", "b", "c"], ["", "", ""], ["1", "", "3"]])
    #expect(try rows("a\n\"\"\n\n1\n") == [["a"], [""], ["1"]])
    #expect(try rows("a,b\n1,") == [["a", "b"], ["1", ""]])
  }

  @Test("a quote that does not open a field is an ordinary character, a lone CR too")
  func ordinary() throws {
    #expect(try rows("a,b\n5\" pipe,x\"y\"\n\r1,2\r3\n") == [["a", "b"], ["5\" pipe", "x\"y\""], ["\r1", "2\r3"]])
  }

  @Test("counts lines over quoted line ends and blank lines")
  func lines() throws {
    var reader = try reader("a,b\n1,\"x\ny\nz\"\n\n2,3\n")
    var lines: [Int] = []
    while try reader.next() { lines.append(reader.line) }
    #expect(lines == [2, 6])
  }

  @Test(
    "refuses what is no table, with file, line and column",
    arguments: [
      ("", "csv.empty", "the file is empty"), ("\n\n", "csv.empty", "the file is empty"), ("\u{feff}", "csv.empty", "the file is empty"),
      ("a,b\n1\n", "csv.ragged_row", ":2: 1 fields where the first line has 2"),
      ("a,b\n1,2\n\n1,2,3\n", "csv.ragged_row", ":4: 3 fields where the first line has 2"),
      ("a,b\n1,\u{0}\n", "csv.nul", ":2: a NUL byte in field 2"), ("a,b\n1,\"x\u{0}\"\n", "csv.nul", ":2: a NUL byte in field 2"),
      ("a,b\n1,\"x\n2,y\n", "csv.quote", ":2: the quote of field 2 is never closed"),
      ("a,b\n\"1\"x,2\n", "csv.quote", ":2: text behind the closing quote of field 1"),
      ("a,,c\n1,2,3\n", "csv.unnamed_column", ":1: column 2: the header gives no name"),
      ("a,b,a\n1,2,3\n", "csv.duplicate_column", ":1: column 3: the name \"a\" stands twice"),
    ])
  func refusals(_ text: String, _ code: String, _ message: String) throws {
    let path = try folder.write(text, to: "bad.csv")
    let found = refusal { () throws(Diagnostic) in
      var reader = try CSVRowReader(path: path)
      while try reader.next() {}
    }
    #expect(found?.code == code && found?.exitCode == .badData)
    #expect(found?.message.hasPrefix(path) == true && found?.message.contains(message) == true, "\(String(describing: found))")
    #expect(found?.hint?.isEmpty == false)
  }

  @Test("reads on after a block's end: records across every boundary of the buffer come whole")
  func boundaries() throws {
    // Records of 37 bytes, one in seven quoted with a line end inside: over 2 buffers of 256 KiB they meet the boundary at every offset.
    var text = "a,b\n"
    var expected: [[String]] = []
    for index in 0..<15_000 {
      let left = String(index), right = String(repeating: "x", count: 30 - left.count)
      text += index % 7 == 0 ? "\(left),\"\(right)\n\"\r\n" : "\(left),\(right)\n"
      expected.append([left, index % 7 == 0 ? right + "\n" : right])
    }
    #expect(try Array(rows(text).dropFirst()) == expected)
  }

  @Test("reads a record near the limit and refuses one above it, closed or not")
  func longRecords() throws {
    let long = String(repeating: "y", count: CSVRowReader.maximumRecord - 10)
    #expect(try rows("a,b\n\(long),1\n") == [["a", "b"], [long, "1"]])
    for tail in [",1\n", "", "\""] {
      let path = try folder.write("a,b\n\"\(long)\(long)\(long)\(tail)", to: "long.csv")
      let found = refusal { () throws(Diagnostic) in
        var reader = try CSVRowReader(path: path)
        _ = try reader.next()
      }
      #expect(found?.code == "csv.long_record" && found?.message.contains(":2:") == true)
    }
  }

  @Test("refuses more columns than it is made for")
  func wide() throws {
    let path = try folder.write((0..<100_000).map { "c\($0)" }.joined(separator: ",") + "\n", to: "wide.csv")
    let found = refusal { () throws(Diagnostic) in try CSVRowReader(path: path) }
    #expect(found?.code == "csv.many_columns" && found?.message.contains("4096") == true)
    let widest = try folder.write((0..<4096).map { "c\($0)" }.joined(separator: ",") + "\n", to: "widest.csv")
    #expect(try CSVRowReader(path: widest).header.count == 4096)
  }

  @Test("gives integers, decimals and doubles of a field, or nothing")
  func values() throws {
    var reader = try reader("a,b,c,d\n-9223372036854775808,1.250,1e3,x\n9223372036854775808,1.2501,-,\n")
    #expect(try reader.next())
    #expect(reader.integer(0) == .min && reader.double(2) == 1000 && reader.integer(3) == nil && reader.double(3) == nil)
    #expect(try reader.decimal(1, scale: 2) == 125)
    #expect(reader.equals(3, Array("x".utf8)) && !reader.equals(3, Array("xy".utf8)))
    #expect(try reader.next())
    #expect(reader.integer(0) == nil && reader.integer(2) == nil && reader.double(2) == nil && reader.isEmpty(3))
    #expect(throws: DecimalError.self) { try reader.decimal(1, scale: 2) }
  }

  @Test("copies read on independently from where they stand")
  func copies() throws {
    var first = try reader("a\n1\n2\n3\n")
    #expect(try first.next())
    var second = first
    #expect(try second.next() && second.next())
    #expect(try first.next())
    #expect(first.text(0) == "2" && second.text(0) == "3")
  }

  @Test("cuts long cells in errors")
  func excerpts() throws {
    var reader = try reader("a\n\(String(repeating: "z", count: 100))\n")
    #expect(try reader.next())
    #expect(reader.excerpt(0) == "\"\(String(repeating: "z", count: 40))…\"")
  }
}
