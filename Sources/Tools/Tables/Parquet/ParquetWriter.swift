public import Domain

/// Writes a Parquet file: plain, uncompressed pages in row groups of a fixed size, so that the same rows give the same bytes wherever they are written.
///
/// ```swift
/// let writer = try ParquetWriter(path: path, columns: [ParquetColumn("x", .number, isOptional: true)], metadata: [:])
/// try writer.row { $0.number(0.5) }
/// try writer.finish()
/// ```
///
/// Memory: one row group. Source: Apache Parquet, *File format* (version 1 data pages, RLE/bit-packed definition levels).
public final class ParquetWriter {
  /// The cells of one row, in the order of the columns.
  public struct Row: TableCells {
    fileprivate var pages: [ParquetPage]
    fileprivate var next = 0

    /// A number; NaN is an empty cell.
    public mutating func number(_ value: Double) {
      if value.isNaN { pages[next].empty() } else { pages[next].number(value) }
      next += 1
    }

    /// An integer.
    public mutating func integer(_ value: Int64) {
      pages[next].integer(value)
      next += 1
    }

    /// A text.
    public mutating func text(_ value: String) {
      pages[next].text(value)
      next += 1
    }

    /// An empty cell.
    public mutating func empty() {
      pages[next].empty()
      next += 1
    }
  }

  private struct Chunk {
    var offset: Int
    var bytes: Int
    var count: Int
  }

  /// Rows of a group.
  public static let rowsPerGroup = 65_536

  public let columns: [ParquetColumn]
  private let metadata: [(key: String, value: String)]
  private let file: OutputFile
  private var row: Row
  private var pending = 0
  private var groups: [[Chunk]] = []

  /// Creates the file, or empties it.
  ///
  /// - Parameter metadata: kept in the footer, sorted by key.
  /// - Precondition: there is a column.
  public init(path: String, columns: [ParquetColumn], metadata: [String: String] = [:]) throws(Diagnostic) {
    precondition(!columns.isEmpty, "a table has a column")
    self.columns = columns
    self.metadata = metadata.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    row = Row(pages: columns.map(ParquetPage.init))
    file = try OutputFile(path: path)
    try file.append { $0.append(contentsOf: "PAR1".utf8) }
  }

  /// Writes a row.
  ///
  /// - Precondition: `body` writes one cell a column, of the column's kind.
  public func row(_ body: (inout Row) -> Void) throws(Diagnostic) {
    row.next = 0
    body(&row)
    precondition(row.next == columns.count, "a row has one cell a column")
    pending += 1
    if pending == Self.rowsPerGroup { try flushGroup() }
  }

  /// Bytes handed to the file so far.
  public var bytesWritten: Int64 { file.bytesWritten }

  /// Writes what is buffered and the footer, and closes the file.
  public func finish() throws(Diagnostic) {
    try flushGroup()
    let footer = footer()
    try file.append { bytes in
      bytes += footer
      for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: UInt32(footer.count) >> shift)) }
      bytes.append(contentsOf: "PAR1".utf8)
    }
    try file.finish()
  }

  private func flushGroup() throws(Diagnostic) {
    guard pending > 0 else { return }
    var chunks: [Chunk] = []
    for index in row.pages.indices {
      let body = row.pages[index].body()
      var header = ThriftCompactWriter()
      let count = pending
      header.integer32(1, 0)  // DATA_PAGE
      header.integer32(2, body.count)
      header.integer32(3, body.count)
      header.structure(5) { page in
        page.integer32(1, count)
        page.integer32(2, 0)  // PLAIN
        page.integer32(3, 3)  // levels: RLE
        page.integer32(4, 3)
      }
      header.end()
      chunks.append(Chunk(offset: Int(file.bytesWritten), bytes: header.bytes.count + body.count, count: pending))
      try file.append { bytes in
        bytes += header.bytes
        bytes += body
      }
      row.pages[index].removeAll()
    }
    groups.append(chunks)
    pending = 0
  }

  private func footer() -> [UInt8] {
    var writer = ThriftCompactWriter()
    writer.integer32(1, 1)
    writer.structures(2, 0...columns.count) { element, index in
      if index == 0 {
        element.text(4, "schema")
        element.integer32(5, columns.count)
        return
      }
      let column = columns[index - 1]
      element.integer32(1, column.physicalType)
      element.integer32(3, column.isOptional ? 1 : 0)
      element.text(4, column.name)
      if column.kind == .text { element.integer32(6, 0) }  // UTF8
    }
    writer.integer64(3, groups.reduce(0) { $0 + $1[0].count })
    writer.structures(4, groups) { group, chunks in
      group.structures(1, Array(zip(columns, chunks))) { chunk, item in
        let (column, place) = item
        chunk.integer64(2, place.offset)
        chunk.structure(3) { data in
          data.integer32(1, column.physicalType)
          data.integers(2, column.isOptional ? [0, 3] : [0])
          data.texts(3, [column.name])
          data.integer32(4, 0)  // uncompressed
          data.integer64(5, place.count)
          data.integer64(6, place.bytes)
          data.integer64(7, place.bytes)
          data.integer64(9, place.offset)
        }
      }
      group.integer64(2, chunks.reduce(0) { $0 + $1.bytes })
      group.integer64(3, chunks[0].count)
    }
    if !metadata.isEmpty {
      writer.structures(5, metadata) { pair, item in
        pair.text(1, item.key)
        pair.text(2, item.value)
      }
    }
    writer.text(6, "friday")
    writer.end()
    return writer.bytes
  }
}
