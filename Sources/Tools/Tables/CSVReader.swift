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
    /// Threads that read: above 1, a regular file of some size is cut into as many parts (``CSVReader/read(path:)``).
    public var workers: Int

    public init(columns: [String]? = nil, categorical: Set<String> = [], maximumCategories: Int = 1 << 20, workers: Int = 1) {
      self.columns = columns
      self.workers = workers
      self.categorical = categorical
      self.maximumCategories = maximumCategories
    }
  }

  public var options: Options

  public init(options: Options = Options()) { self.options = options }

  /// Reads a file.
  ///
  /// With several workers the parts begin behind line ends that are taken for ends of records; each part's reader must end exactly where the next began,
  /// which proves the guess. Where it was wrong (a line end inside quotes), or anything else is, the file is read again in order: the answer and the errors
  /// are the same for any number of workers.
  ///
  /// - Throws: `csv.empty`, `csv.header_only`, `csv.missing_column`, `csv.mixed_column`, `csv.many_categories` and those of ``CSVRowReader``,
  ///   all with exit code 65, naming file, line and column.
  public func read(path: String) throws(Diagnostic) -> NumericTable {
    var reader = try CSVBlockReader(path: path, options: options)
    reader.keepsAll = true
    var columns = readInParts(reader)
    if columns == nil { columns = try Self.readInOrder(&reader) }
    let read = columns ?? []
    let rows = read.first?.count ?? reader.rowsBefore
    guard rows > 0 else {
      throw Diagnostic(
        code: "csv.header_only", exitCode: .badData, message: "\(path): the file holds a header and no row",
        hint: "there is nothing to compute on")
    }
    return NumericTable(source: path, columns: read.map(\.column), rowCount: rows)
  }

  static func readInOrder(_ reader: inout CSVBlockReader) throws(Diagnostic) -> [BlockColumn] {
    var reserved = false
    while try reader.next() {
      if !reserved, let size = reader.fileSize, size > reader.bytesRead {
        // From the first block on: rows a byte, and a little more.
        let rows = Double(reader.rowCount) / Double(max(1, reader.bytesRead)) * Double(reader.bytesToRead ?? size) * 1.02
        for index in reader.columns.indices { reader.columns[index].reserve(Int(min(rows, 1e8)) + 64) }
      }
      reserved = true
    }
    return reader.columns
  }
}
