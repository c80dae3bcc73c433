import Domain
import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("the CSV writer") struct CSVWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("writes every kind of cell, quotes what must be quoted, and counts its bytes")
  func cells() throws {
    let path = folder.path("out.csv")
    let writer = try CSVWriter(path: path, header: ["a,b", "n", "i", "d", "e"])
    try writer.row {
      $0.text("x\"y")
      $0.number(0.1)
      $0.integer(.min)
      $0.decimal(-125, scale: 2)
      $0.empty()
    }
    try writer.row {
      $0.text("plain")
      $0.number(.nan)
      $0.number(-.infinity)
      $0.decimal(5, scale: 3)
      $0.text("")
    }
    try writer.finish()
    let expected = "\"a,b\",n,i,d,e\n\"x\"\"y\",0.1,-9223372036854775808,-1.25,\nplain,,-inf,0.005,\n"
    #expect(try String(contentsOfFile: path, encoding: .utf8) == expected)
    #expect(writer.bytesWritten == expected.utf8.count && writer.columns == 5)
  }

  @Test("a lone empty cell stays a record")
  func loneEmpty() throws {
    let path = folder.path("lone.csv")
    let writer = try CSVWriter(path: path, header: ["a"])
    for value in [1, Double.nan, 2] { try writer.row { $0.number(value) } }
    try writer.finish()
    #expect(try CSVReader().read(path: path)["a"]?.numbers?.map(\.description) == ["1.0", "nan", "2.0"])
  }

  @Test("says that a folder does not exist, or that the disk is full")
  func unwritable() {
    let path = folder.path("none/out.csv")
    let missing = refusal { () throws(Diagnostic) in try CSVWriter(path: path, header: ["a"]) }
    #expect(missing?.code == "file.create" && missing?.message.hasPrefix("\(path): cannot be written: ") == true && missing?.hint != nil)
    let full = refusal { () throws(Diagnostic) in
      let writer = try CSVWriter(path: "/dev/full", header: ["a"])
      try writer.finish()
    }
    #expect(full?.code == "file.write" && full?.message.hasPrefix("/dev/full: writing failed: ") == true)
  }
}
