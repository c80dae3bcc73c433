import Domain
import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("the CSV reader") struct CSVReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func table(_ text: String, _ options: CSVReader.Options = .init()) throws -> NumericTable {
    try CSVReader(options: options).read(path: folder.write(text, to: "table.csv"))
  }

  @Test("finds numeric and categorical columns, empty cells as NaN and −1")
  func kinds() throws {
    let table = try table("x,side,y\n1,buy,\n,sell,2\nnan,,-inf\n2.5,buy,NA\n")
    #expect(table.rowCount == 4 && table.columns.map(\.name) == ["x", "side", "y"])
    #expect(table["x"]?.numbers?.map(\.description) == ["1.0", "nan", "nan", "2.5"])
    #expect(table["y"]?.numbers?.map(\.description) == ["nan", "2.0", "-inf", "nan"])
    #expect(table["side"]?.values == .categorical(codes: [0, 1, -1, 0], dictionary: ["buy", "sell"]))
  }

  @Test("takes a column of nothing but missing for a numeric one, all NaN")
  func allMissing() throws {
    let numbers = try table("x,y\n,1\nnan,2\nNULL,3\n")["x"]?.numbers
    #expect(numbers?.count == 3 && numbers?.allSatisfy(\.isNaN) == true)
  }

  @Test("reads the columns asked for, in that order, and looks at no other")
  func selection() throws {
    let table = try table("a,b,c\n1,x,3\n2,5,4\n", .init(columns: ["c", "a"]))
    #expect(table.columns.map(\.name) == ["c", "a"] && table["c"]?.numbers == [3, 4] && table["a"]?.numbers == [1, 2])
  }

  @Test("takes a column named as categorical as text, whatever it says")
  func forced() throws {
    let table = try table("a\n1\nx\n\n2\n1\n\"\"\n", .init(categorical: ["a"]))
    #expect(table["a"]?.values == .categorical(codes: [0, 1, 2, 0, -1], dictionary: ["1", "x", "2"]))
  }

  @Test("words for missing that come first do not decide a text column")
  func wordsFirst() throws {
    #expect(try table("a\nNA\nx\nnan\n")["a"]?.values == .categorical(codes: [0, 1, 2], dictionary: ["NA", "x", "nan"]))
  }

  @Test("one row is a table")
  func oneRow() throws { #expect(try table("a,b\n1,2")["b"]?.numbers == [2]) }

  @Test(
    "refuses what it cannot answer, naming file, line and column",
    arguments: [
      ("a,b\n", "csv.header_only", "a header and no row", CSVReader.Options()),
      ("a,b\n1,2\nx,3\n", "csv.mixed_column", ":3: column \"a\": \"x\" is no number, while the column holds numbers since line 2", .init()),
      ("a,b\nx,2\n7,3\n", "csv.mixed_column", ":3: column \"a\": \"7\" is a number, while the column holds text since line 2", .init()),
      ("price,b\n1,2\n", "csv.missing_column", "there is no column \"prise\"", .init(columns: ["prise"])),
      ("a,b\n1,2\n", "csv.missing_column", "there is no column \"side\"", .init(categorical: ["side"])),
      ("a\nx\ny\nz\n", "csv.many_categories", ":4: column \"a\": more than 2 different texts", .init(maximumCategories: 2)),
      ("a,b\n1,2\n3\n", "csv.ragged_row", ":3: 1 fields where the first line has 2", .init()),
    ])
  func refusals(_ text: String, _ code: String, _ message: String, _ options: CSVReader.Options) throws {
    let path = try folder.write(text, to: "bad.csv")
    let found = refusal { () throws(Diagnostic) in try CSVReader(options: options).read(path: path) }
    #expect(found?.code == code && found?.exitCode == .badData && found?.message.hasPrefix(path) == true)
    #expect(found?.message.contains(message) == true && found?.hint?.isEmpty == false, "\(String(describing: found))")
  }

  @Test("suggests the nearest column, else lists them")
  func spelling() throws {
    let table = try table("price,volume\n1,2\n")
    #expect(refusal { () throws(Diagnostic) in try table.column(named: "prise") }?.hint == "did you mean \"price\"?")
    #expect(refusal { () throws(Diagnostic) in try table.column(named: "side") }?.hint == "the columns are \"price\", \"volume\"")
    #expect(try table.column(named: "volume").numbers == [2])
    #expect(Spelling.distance(Array("kitten".unicodeScalars), Array("sitting".unicodeScalars)) == 3)
  }

  @Test("reads 20,000 distinct texts, and refuses one more than its bound")
  func manyTexts() throws {
    let count = 20_000
    let text = "a\n" + (0..<count).map { "id-\($0)" }.joined(separator: "\n") + "\n"
    guard case .categorical(let codes, let dictionary)? = try table(text, .init(maximumCategories: count))["a"]?.values else {
      Issue.record("no categorical column")
      return
    }
    #expect(codes == (0..<Int32(count)).map { $0 } && dictionary.count == count && dictionary.last == "id-19999")
    let path = folder.path("table.csv")
    let found = refusal { () throws(Diagnostic) in try CSVReader(options: .init(maximumCategories: count - 1)).read(path: path) }
    #expect(found?.code == "csv.many_categories")
  }

  @Test("numbers written by the writer come back bit for bit, over 50 seeds")
  func numbers() throws {
    let path = folder.path("numbers.csv")
    for seed in UInt64(0)..<50 {
      var generator = SeededGenerator(seed: seed)
      let values = (0..<200).map { _ in Double(bitPattern: generator.next()) }
      let writer = try CSVWriter(path: path, header: ["i", "x"])
      for (index, value) in values.enumerated() {
        try writer.row {
          $0.integer(Int64(index))
          $0.number(value)
        }
      }
      try writer.finish()
      let back = try CSVReader().read(path: path)["x"]?.numbers
      #expect(back?.map { $0.isNaN ? "nan" : "\($0.bitPattern)" } == values.map { $0.isNaN ? "nan" : "\($0.bitPattern)" }, "seed \(seed)")
    }
  }
}
