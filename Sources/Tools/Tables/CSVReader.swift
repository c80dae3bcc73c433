public import Domain

/// Reads a whole CSV file into columns.
///
/// What a file may look like: ``CSVRowReader``. What makes a column numeric or categorical: every non-empty cell is a number, or none is; a mixture is an error
/// (`csv.mixed_column`) unless the column is named in ``Options/categorical``. Words for missing (`nan`, `na`, `null`, any case) count as empty in a numeric
/// column and as text in a categorical one.
///
/// - Complexity: O(bytes), one pass; memory is the columns read and one block of the file.
public struct CSVReader: Sendable {
  /// What to read.
  public struct Options: Sendable {
    /// Columns to read, in this order; all of the file when `nil`. Others are not parsed.
    public var columns: [String]?
    /// Columns taken as text whatever their cells say.
    public var categorical: Set<String>
    /// Distinct texts of the richest categorical column.
    public var maximumCategories: Int

    public init(columns: [String]? = nil, categorical: Set<String> = [], maximumCategories: Int = 1 << 20) {
      self.columns = columns
      self.categorical = categorical
      self.maximumCategories = maximumCategories
    }
  }

  public var options: Options

  public init(options: Options = Options()) { self.options = options }

  /// Reads a file.
  ///
  /// - Throws: `csv.empty`, `csv.header_only`, `csv.missing_column`, `csv.mixed_column`, `csv.many_categories` and those of ``CSVRowReader``,
  ///   all with exit code 65, naming file, line and column.
  public func read(path: String) throws(Diagnostic) -> NumericTable {
    var reader = try CSVRowReader(path: path)
    let names = reader.header
    var builders: [ColumnBuilder] = []
    for name in options.columns ?? names {
      guard let field = names.firstIndex(of: name) else { throw Spelling.missingColumn(name, among: names, source: path) }
      builders.append(
        ColumnBuilder(
          name: name, field: field, categorical: options.categorical.contains(name), maximumCategories: options.maximumCategories))
    }
    for name in options.categorical.sorted() where !names.contains(name) {
      throw Spelling.missingColumn(name, among: names, source: path)
    }
    var rows = 0
    while try reader.next() {
      for index in builders.indices { try builders[index].take(reader) }
      rows += 1
    }
    guard rows > 0 else {
      throw Diagnostic(
        code: "csv.header_only", exitCode: .badData, message: "\(path): the file holds a header and no row", hint: "there is nothing to compute on")
    }
    var columns: [Column] = []
    for index in builders.indices { columns.append(builders[index].finish()) }
    return NumericTable(source: path, columns: columns, rowCount: rows)
  }
}
