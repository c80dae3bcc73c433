import Domain
import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("the Parquet reader") struct ParquetReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// `$FRIDAY_LIBDUCKDB` is the library's file, or `companion:file`.
  static let library: DuckDBLibrary? = {
    guard let named = ProcessInfo.processInfo.environment["FRIDAY_LIBDUCKDB"], !named.isEmpty else {
      if let found = try? DuckDBLibrary() { return found }
      print("skipped: tests that read Parquet (no libduckdb found, and $FRIDAY_LIBDUCKDB is not set)")
      return nil
    }
    do {
      return try DuckDBLibrary(named: named)
    } catch {
      Issue.record("$FRIDAY_LIBDUCKDB: \(error)")
      return nil
    }
  }()

  @Test("says what is missing and what to do when there is no library")
  func noLibrary() throws {
    let found = refusal { () throws(Diagnostic) in try DuckDBLibrary(path: folder.path("libnone.so")) }
    #expect(found?.code == "parquet.no_library" && found?.exitCode == .unavailable)
    #expect(found?.message.contains(folder.path("libnone.so")) == true && found?.hint?.contains("FRIDAY_LIBDUCKDB") == true)
    let text = try folder.write("no library", to: "text.so")
    #expect(refusal { () throws(Diagnostic) in try DuckDBLibrary(path: text) }?.code == "parquet.no_library")
    #expect(refusal { () throws(Diagnostic) in try DuckDBLibrary(path: "libc.so.6") }?.message.contains("no function duckdb_") == true)
  }

  @Test("reads what DuckDB wrote, over chunks, with nulls, long texts, times and decimals", .enabled(if: library != nil))
  func reads() throws {
    let library = try #require(Self.library)
    let path = folder.path("it's.parquet")
    let rows = 5000
    _ = try DuckDBQuery(
      """
      COPY (SELECT CASE WHEN i % 7 = 0 THEN NULL ELSE i / 8.0 END AS x, CAST(i AS BIGINT) AS n, CASE WHEN i % 5 = 0 THEN NULL ELSE 'side-' || (i % 3) END AS s,
      repeat('long', 5) || (i % 2) AS l, CAST(i AS DECIMAL(10, 2)) AS d, TIMESTAMP '1970-01-01' + INTERVAL (i) SECOND AS t, i % 2 = 0 AS b
      FROM range(\(rows)) r(i)) TO '\(path.replacing("'", with: "''"))' (FORMAT parquet)
      """, library: library, source: path
    ).next()
    var reader = try ParquetReader(path: path, library: library)
    #expect(reader.names == ["x", "n", "s", "l", "d", "t", "b"])
    var columns: [[String]] = Array(repeating: [], count: 7)
    while try reader.next() {
      #expect(reader.rowsBefore == columns[0].count)
      for index in 0..<7 {
        switch reader.column(index).values {
        case .numeric(let numbers): columns[index] += numbers.map(\.description)
        case .categorical(let codes, let texts): columns[index] += codes.map { $0 < 0 ? "" : texts[Int($0)] }
        }
      }
    }
    for row in 0..<rows {
      let expected = [
        row % 7 == 0 ? "nan" : (Double(row) / 8).description, Double(row).description, row % 5 == 0 ? "" : "side-\(row % 3)",
        "longlonglonglonglong\(row % 2)",
        Double(row).description, Double(row).description, row % 2 == 0 ? "true" : "false",
      ]
      if columns.map({ $0.indices.contains(row) ? $0[row] : "none" }) != expected {
        Issue.record("row \(row): \(columns.map { $0[row] }) is not \(expected)")
      }
    }
    #expect(columns.allSatisfy { $0.count == rows })
  }

  @Test("reads chosen columns, takes numbers as text when told, and names what is missing or broken", .enabled(if: library != nil))
  func options() throws {
    let library = try #require(Self.library)
    let path = folder.path("small.parquet")
    _ = try DuckDBQuery("COPY (SELECT 1 AS price, 'a' AS s) TO '\(path)' (FORMAT parquet)", library: library, source: path).next()
    var reader = try ParquetReader(path: path, options: .init(columns: ["price"], categorical: ["price"]), library: library)
    #expect(try reader.next() && reader.column(0).values == .categorical(codes: [0], dictionary: ["1"]))
    #expect(try !reader.next())
    let missing = refusal { () throws(Diagnostic) in try ParquetReader(path: path, options: .init(columns: ["prise"]), library: library) }
    #expect(missing?.code == "csv.missing_column" && missing?.hint == "did you mean \"price\"?")
    let broken = try folder.write("PAR1 and nothing", to: "broken.parquet")
    let refused = refusal { () throws(Diagnostic) in try ParquetReader(path: broken, library: library) }
    #expect(refused?.code == "parquet.read" && refused?.exitCode == .badData && refused?.message.hasPrefix(broken) == true)
    #expect(refusal { () throws(Diagnostic) in try ParquetReader(path: folder.path("none"), library: library) }?.code == "file.open")
  }
}
