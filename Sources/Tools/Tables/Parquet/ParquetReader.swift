public import Domain

/// Reads a Parquet file block by block, column-wise, through DuckDB's library.
///
/// Integers, floats and decimals become numbers; dates and times seconds since 1970; all else (text, booleans, enumerations) text. A null is a missing cell.
///
/// - Complexity: one row group of the file and 2,048 rows as columns; DuckDB is held to 192 MB.
public struct ParquetReader: ColumnBlockSource {
  /// The file's path as given.
  public let path: String
  public let names: [String]
  public private(set) var rowCount = 0
  public private(set) var rowsBefore = 0

  private let query: DuckDBQuery
  private let isNumeric: [Bool]
  private let maximumCategories: Int
  private var numbers: [[Double]]
  private var codes: [[Int32]]
  private var categories: [CategoryTable]

  /// Opens a file.
  ///
  /// - Throws: `file.open` and its like, `parquet.read`, `csv.missing_column`.
  public init(path: String, options: CSVReader.Options = .init(), library: DuckDBLibrary) throws(Diagnostic) {
    _ = try InputFile(path: path)
    self.path = path
    let table = "read_parquet('\(path.replacing("'", with: "''"))')"
    let found = try DuckDBQuery("SELECT * FROM \(table) LIMIT 0", library: library, source: path).columns
    let known = found.map(\.name)
    for name in options.categorical.sorted() where !known.contains(name) { throw Spelling.missingColumn(name, among: known, source: path) }
    var expressions: [String] = []
    var numeric: [Bool] = []
    for name in options.columns ?? known {
      guard let index = known.firstIndex(of: name) else { throw Spelling.missingColumn(name, among: known, source: path) }
      let quoted = "\"\(name.replacing("\"", with: "\"\""))\""
      let kind = options.categorical.contains(name) ? .text : Self.kind(found[index].type)
      numeric.append(kind != .text)
      switch kind {
      case .number: expressions.append("CAST(\(quoted) AS DOUBLE)")
      case .time: expressions.append("epoch(CAST(\(quoted) AS TIMESTAMP))")
      case .text: expressions.append("CAST(\(quoted) AS VARCHAR)")
      }
    }
    names = options.columns ?? known
    isNumeric = numeric
    maximumCategories = options.maximumCategories
    query = try DuckDBQuery("SELECT \(expressions.joined(separator: ", ")) FROM \(table)", library: library, source: path)
    numbers = Array(repeating: [], count: names.count)
    codes = Array(repeating: [], count: names.count)
    categories = Array(repeating: CategoryTable(), count: names.count)
  }

  private enum Kind { case number, time, text }

  /// By the numbers of `duckdb_type`.
  private static func kind(_ type: UInt32) -> Kind {
    switch type {
    case 2...11, 16, 19, 32: .number
    case 12, 13, 20, 21, 22, 31: .time
    default: .text
    }
  }

  /// Moves to the next block.
  ///
  /// - Returns: `false` at the end.
  /// - Throws: `parquet.read`, `csv.many_categories`.
  public mutating func next() throws(Diagnostic) -> Bool {
    rowsBefore += rowCount
    rowCount = 0
    guard try query.next() else { return false }
    rowCount = query.rows
    for index in names.indices {
      if isNumeric[index] {
        numbers[index].removeAll(keepingCapacity: true)
        query.appendNumbers(index, to: &numbers[index])
      } else {
        try takeTexts(index)
      }
    }
    return true
  }

  private mutating func takeTexts(_ index: Int) throws(Diagnostic) {
    var own = codes[index]
    var table = categories[index]
    (codes[index], categories[index]) = ([], CategoryTable())
    own.removeAll(keepingCapacity: true)
    try query.forEachText(index) { bytes throws(Diagnostic) in
      guard let bytes, !bytes.isEmpty else {
        own.append(-1)
        return
      }
      if let code = table.code(bytes, 0..<bytes.count) {
        own.append(code)
        return
      }
      guard table.texts.count < maximumCategories else {
        throw Diagnostic(
          code: "csv.many_categories", exitCode: .badData,
          message: "\(path): column \"\(names[index])\": more than \(maximumCategories) different texts",
          hint: "leave the column out by naming the columns to read")
      }
      own.append(table.insert(String(decoding: bytes, as: UTF8.self)))
    }
    (codes[index], categories[index]) = (own, table)
  }

  /// The current block's cells of a column.
  public func column(_ index: Int) -> Column {
    Column(
      name: names[index],
      values: isNumeric[index] ? .numeric(numbers[index]) : .categorical(codes: codes[index], dictionary: categories[index].texts))
  }
}
