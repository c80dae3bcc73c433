public import Domain
internal import LineProtocol

/// The forms of a table that can be read, told apart by content first and by name second.
public enum TableFormat: String, Sendable, CaseIterable {
  case csv
  case parquet
  /// InfluxDB's text form; a journal's export is one.
  case lineProtocol = "line_protocol"

  /// Finds a file's form: Parquet by its first four bytes, line protocol by its name (`.lp`, `.line`, `.influx`) or because its first line that is no comment is a
  /// point, else CSV. A pipe cannot be looked into: its name alone decides.
  ///
  /// - Throws: `file.open`, `file.directory`, `file.read`.
  public static func detect(_ path: String) throws(Diagnostic) -> TableFormat {
    let file = try InputFile(path: path)
    let name = path.lowercased()
    if name.hasSuffix(".parquet") { return .parquet }
    if [".lp", ".line", ".influx"].contains(where: name.hasSuffix) { return .lineProtocol }
    guard file.isSeekable else { return .csv }
    var head = [UInt8](repeating: 0, count: 1 << 16)
    let got = try file.fill(&head, range: 0..<head.count, offset: 0)
    if head[..<got].starts(with: Array("PAR1".utf8)) { return .parquet }
    for line in head[..<got].split(separator: 10) where line.first != 35 {
      var parser = PointParser(Array(line), rules: .portable)
      if (try? parser.next()) != nil { return .lineProtocol }
      break
    }
    return .csv
  }

  /// Opens a table of any form, block by block.
  ///
  /// - Parameters:
  ///   - format: what it is; found out when `nil`.
  ///   - duckDB: how the library is named (``DuckDBLibrary/init(named:)``); looked at for Parquet alone.
  /// - Throws: those of the reader taken.
  public static func open(
    _ path: String, format: TableFormat? = nil, options: CSVReader.Options = .init(), duckDB: String? = nil
  ) throws(Diagnostic) -> any ColumnBlockSource {
    var found = format
    if found == nil { found = try detect(path) }
    switch found {
    case .parquet: return try ParquetReader(path: path, options: options, library: DuckDBLibrary(named: duckDB))
    case .lineProtocol: return try LineProtocolReader(path: path, options: options)
    case .csv, nil: return try CSVBlockReader(path: path, options: options)
    }
  }

  /// Reads a whole table of any form into memory.
  ///
  /// - Throws: those of the reader taken; `csv.header_only` for a table without rows.
  public static func read(
    _ path: String, format: TableFormat? = nil, options: CSVReader.Options = .init(), duckDB: String? = nil
  ) throws(Diagnostic) -> NumericTable {
    var found = format
    if found == nil { found = try detect(path) }
    if found == .csv { return try CSVReader(options: options).read(path: path) }
    var source = try open(path, format: found, options: options, duckDB: duckDB)
    var collectors = source.names.map(ColumnCollector.init)
    var rows = 0
    while try source.next() {
      rows += source.rowCount
      for index in collectors.indices { collectors[index].take(source.column(index)) }
    }
    guard rows > 0 else {
      throw Diagnostic(
        code: "csv.header_only", exitCode: .badData, message: "\(path): the table has no row", hint: "there is nothing to compute on")
    }
    return NumericTable(source: path, columns: collectors.map(\.column), rowCount: rows)
  }
}
