import Domain
import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("the Parquet writer") struct ParquetWriterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let columns = [
    ParquetColumn("symbol", .text, isOptional: false), ParquetColumn("time_ns", .integer, isOptional: false), ParquetColumn("x", .number, isOptional: true),
    ParquetColumn("label", .integer, isOptional: true),
  ]

  private func write(_ path: String, rows: Int) throws {
    let writer = try ParquetWriter(path: path, columns: Self.columns, metadata: ["set": "default", "range": "all"])
    for index in 0..<rows {
      try writer.row { row in
        row.text(index % 3 == 0 ? "BTC/USD" : "ETH/USD")
        row.integer(Int64(index) - 2)
        row.number(index % 5 == 1 ? .nan : Double(index) / 8)
        if index % 4 == 3 { row.empty() } else { row.integer(Int64(index % 2)) }
      }
    }
    try writer.finish()
  }

  private func bytes(_ path: String) throws -> [UInt8] { [UInt8](try #require(FileManager.default.contents(atPath: path))) }

  @Test("writes the same bytes for the same rows, over several row groups") func reproducible() throws {
    let rows = 2 * ParquetWriter.rowsPerGroup + 17
    try write(folder.path("a.parquet"), rows: rows)
    try write(folder.path("b.parquet"), rows: rows)
    let first = try bytes(folder.path("a.parquet"))
    #expect(first == (try bytes(folder.path("b.parquet"))))
    #expect(first.prefix(4) == [80, 65, 82, 49] && first.suffix(4) == [80, 65, 82, 49])
  }

  @Test("lays pages out as the format says: levels, then plain values") func page() {
    var page = ParquetPage(column: ParquetColumn("x", .number, isOptional: true))
    page.number(1)
    page.empty()
    page.number(-2)
    #expect(page.count == 3)
    // Length 2; one bit-packed group; bits 101.
    #expect(page.body() == [2, 0, 0, 0, 3, 0b101] + [0, 0, 0, 0, 0, 0, 0xf0, 0x3f] + [0, 0, 0, 0, 0, 0, 0, 0xc0])
    var text = ParquetPage(column: ParquetColumn("s", .text, isOptional: false))
    text.text("é")
    #expect(text.body() == [2, 0, 0, 0, 0xc3, 0xa9])
  }

  @Test("writes Thrift's compact form: field deltas, zigzag, short and long lists") func thrift() {
    var writer = ThriftCompactWriter()
    writer.integer32(1, -1)
    writer.integer64(5, 300)
    writer.texts(6, ["a"])
    writer.structures(7, 0..<15) { $0.integer32(2, $1) }
    writer.end()
    let elements: [UInt8] = (0..<15).flatMap { (index: Int) -> [UInt8] in [0x25, UInt8(index * 2), 0] }
    #expect(writer.bytes == [0x15, 1, 0x46, 0xd8, 4, 0x19, 0x18, 1, 97, 0x19, 0xfc, 15] + elements + [0])
  }

  /// DuckDB, where its library is found, reads the file back.
  @Test("is read by DuckDB to the same cells") func readByDuckDB() throws {
    let path = folder.path("rows.parquet")
    let rows = ParquetWriter.rowsPerGroup + 100
    try write(path, rows: rows)
    guard let library = ParquetReaderTests.library else {
      print("skipped: the written Parquet file is not read back (no libduckdb)")
      return
    }
    var reader = try ParquetReader(path: path, library: library)
    #expect(reader.names == Self.columns.map(\.name))
    var numbers: [Double] = []
    var labels: [Double] = []
    while try reader.next() {
      if case .numeric(let values) = reader.column(2).values { numbers += values }
      if case .numeric(let values) = reader.column(3).values { labels += values }
    }
    #expect(numbers.count == rows && labels.count == rows)
    for index in 0..<rows {
      #expect(index % 5 == 1 ? numbers[index].isNaN : numbers[index] == Double(index) / 8)
      #expect(index % 4 == 3 ? labels[index].isNaN : labels[index] == Double(index % 2))
    }
  }
}
