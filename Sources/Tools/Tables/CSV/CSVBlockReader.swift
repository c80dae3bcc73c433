public import Domain

/// Reads a CSV file block by block, column-wise: some thousand rows at a time, in memory that does not grow with the file.
///
/// The dialect and the refusals are those of ``CSVRowReader``, the kinds of columns those of ``CSVReader``. Columns that are not asked for are passed over
/// without being looked at. Words for missing that come before the cell that decides a column's kind count as missing.
///
/// ```swift
/// var reader = try CSVBlockReader(path: path)
/// while try reader.next() {
///   for index in reader.names.indices { feed(reader.column(index)) }
/// }
/// ```
///
/// - Complexity: O(bytes). Memory: one block (256 KiB by default, longer records grow it up to twice ``CSVRowReader/maximumRecord``) and its columns; of a
///   categorical column its distinct texts, bounded by ``CSVReader/Options/maximumCategories``.
public struct CSVBlockReader: ColumnBlockSource, Sendable {
  /// The file's path as given: what errors name.
  public let path: String
  /// All column names of the file.
  public private(set) var header: [String]
  /// Names of the columns that are read, in the order asked for.
  public var names: [String] { columns.map(\.name) }
  /// Rows of the current block.
  public var rowCount: Int { block.rows }
  /// Rows before the current block.
  public private(set) var rowsBefore = 0
  /// Bytes of the file that have been read: for progress.
  public var bytesRead: Int64 { offset - firstOffset }
  /// Bytes of the file; `nil` for a pipe.
  public var fileSize: Int64? { file.size }

  var columns: [BlockColumn] = []
  /// Do columns keep the cells of earlier blocks?
  var keepsAll = false
  var block: CSVBlock
  let file: InputFile
  var position = CSVBlock.margin
  var filled = CSVBlock.margin
  private var offset: Int64
  private var firstOffset: Int64 = 0
  private let limit: Int64
  var ended = false
  var linesBefore = 0
  private var pending: Diagnostic?

  /// Opens a file and reads its header.
  ///
  /// - Parameters:
  ///   - blockBytes: bytes of the file taken at a time, at least 64.
  /// - Throws: `csv.empty`, `csv.foreign`, `csv.duplicate_column`, `csv.unnamed_column`, `csv.missing_column` and those of ``next()``.
  public init(path: String, options: CSVReader.Options = .init(), blockBytes: Int = 1 << 18) throws(Diagnostic) {
    self.path = path
    file = try InputFile(path: path)
    block = CSVBlock(capacity: max(64, min(blockBytes, 1 << 26)))
    offset = 0
    limit = .max
    header = []
    try refill()
    if let foreign = ForeignFormat.refusal(path, block.bytes, position..<filled) { throw foreign }
    if filled - position >= 3, block.bytes[position] == 0xef, block.bytes[position + 1] == 0xbb, block.bytes[position + 2] == 0xbf {
      position += 3
    }
    header = try readHeader()
    for name in options.columns ?? header {
      guard let field = header.firstIndex(of: name) else { throw Spelling.missingColumn(name, among: header, source: path) }
      columns.append(
        BlockColumn(name: name, field: field, categorical: options.categorical.contains(name), maximumCategories: options.maximumCategories)
      )
    }
    for name in options.categorical.sorted() where !header.contains(name) {
      throw Spelling.missingColumn(name, among: header, source: path)
    }
  }

  /// Reads on from another reader's header in a part of the same file that begins and ends with a record.
  init(like other: CSVBlockReader, bytes: Range<Int64>) {
    path = other.path
    header = other.header
    columns = other.columns
    keepsAll = other.keepsAll
    block = CSVBlock(capacity: other.block.capacity)
    block.stride = other.block.stride
    file = other.file
    offset = bytes.lowerBound
    firstOffset = offset
    limit = bytes.upperBound
  }

  /// Bytes that this reader is to read in all; `nil` for a pipe.
  var bytesToRead: Int64? { file.size.map { min(limit, $0) - firstOffset } }

  /// Where the first record that was not yet given begins.
  var nextOffset: Int64 { offset - Int64(filled - position) }

  /// Moves to the next block.
  ///
  /// - Returns: `false` at the end of the file.
  /// - Throws: those of ``CSVRowReader/next()`` and `csv.mixed_column`, `csv.many_categories`. Rows before a broken record are given first.
  public mutating func next() throws(Diagnostic) -> Bool {
    rowsBefore += block.rows
    block.rows = 0
    if !keepsAll { for index in columns.indices { columns[index].clear() } }
    if let pending { throw pending }
    while try advance() {
      if block.rows > 0 {
        try parse()
        return true
      }
      if let pending { throw pending }
    }
    return false
  }

  /// The current block's cells of a column (with the words for missing of an undecided column as NaN).
  public func column(_ index: Int) -> Column { columns[index].column }

  /// Finds the records of the next piece of the file.
  ///
  /// - Returns: `false` at the end.
  private mutating func advance() throws(Diagnostic) -> Bool {
    linesBefore += linesScanned
    linesScanned = 0
    if filled == position || !ended { try refill() }
    if filled == position { return false }
    block.scan.run(block.bytes, from: position, to: filled)
    let (end, ragged, blanks) = block.align(from: position)
    linesScanned = block.scan.sawQuotedLineFeed ? lineFeeds(position..<end) : block.rows + blanks
    recordsFrom = position
    try checkLengths()
    if let ragged {
      pending =
        ragged > CSVRowReader.maximumColumns
        ? diagnostic(at: end, "csv.many_columns", "more than \(CSVRowReader.maximumColumns) fields", "split the table")
        : diagnostic(
          at: end, "csv.ragged_row", "\(ragged) fields where the first line has \(block.stride)",
          "give every line one field a column, or quote fields that hold commas")
    } else if let fault = block.scan.fault {
      pending = refusal(fault, record: end)
    }
    position = end
    if pending == nil, block.rows == 0, blanks == 0 {
      // Not one whole record: the block is too short for it.
      if filled - position > CSVRowReader.maximumRecord { throw tooLong(position) }
      block.bytes.append(contentsOf: repeatElement(0, count: block.capacity))
    }
    return true
  }

  /// Line ends of what was scanned last.
  private var linesScanned = 0
  /// Where the block's first record begins.
  var recordsFrom = CSVBlock.margin

  private mutating func parse() throws(Diagnostic) {
    var worst: (failure: BlockColumn.Failure, column: Int)?
    let (block, from, before) = (block, recordsFrom, linesBefore)
    let line = { (row: Int) -> Int in
      var lines = before + 1
      for place in from..<Int(block.starts[row]) where block.bytes[place] == 10 { lines += 1 }
      return lines
    }
    for index in columns.indices {
      if let failure = columns[index].take(block, line: line), failure.row < worst?.failure.row ?? .max { worst = (failure, index) }
    }
    guard let worst else { return }
    let found = diagnostic(
      at: Int(block.starts[worst.failure.row]), worst.failure.code, worst.failure.message, worst.failure.hint,
      field: columns[worst.column].field)
    pending = found
    throw found
  }

  /// Reads on behind what is not yet given; a last record without a line end gets one.
  mutating func refill() throws(Diagnostic) {
    let rest = filled - position
    if position > CSVBlock.margin {
      for index in 0..<rest { block.bytes[CSVBlock.margin + index] = block.bytes[position + index] }
      position = CSVBlock.margin
    }
    filled = position + rest
    guard !ended else { return }
    let room = Int(min(Int64(CSVBlock.margin + block.capacity - filled), limit - offset))
    let got = try file.fill(&block.bytes, range: filled..<(filled + room), offset: offset)
    offset += Int64(got)
    filled += got
    if got < room || offset == limit {
      ended = true
      if filled > position, block.bytes[filled - 1] != 10 {
        block.bytes[filled] = 10  // in the margin
        filled += 1
      }
    }
  }
}
