public import Domain

/// Writes a CSV file cell by cell, in a form that ``CSVReader`` reads back to the same values.
///
/// Numbers are the shortest text that reads back the same, NaN is an empty cell, text is quoted where it must be. (A text with a NUL byte is written as it is,
/// and readers will refuse it.)
///
/// ```swift
/// let writer = try CSVWriter(path: path, header: ["time", "x"])
/// try writer.row { $0.integer(17); $0.number(0.5) }
/// try writer.finish()
/// ```
public struct CSVWriter {
  /// The cells of one row.
  public struct Row: TableCells {
    @usableFromInline var bytes: [UInt8]
    @usableFromInline var cells = 0

    /// A number; NaN is an empty cell.
    public mutating func number(_ value: Double) {
      separate()
      if value.isNaN { return }
      bytes.append(contentsOf: value.description.utf8)
    }

    /// An integer.
    public mutating func integer(_ value: Int64) {
      separate()
      DecimalText.append(value, scale: 0, to: &bytes)
    }

    /// An exact decimal of 10⁻ˢᶜᵃˡᵉ, with exactly `scale` digits behind the point.
    public mutating func decimal(_ units: Int64, scale: Int) {
      separate()
      DecimalText.append(units, scale: scale, to: &bytes)
    }

    /// A text, quoted where it must be.
    public mutating func text(_ value: String) {
      separate()
      let units = value.utf8
      guard units.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) else {
        bytes.append(contentsOf: units)
        return
      }
      bytes.append(34)
      for unit in units {
        if unit == 34 { bytes.append(34) }
        bytes.append(unit)
      }
      bytes.append(34)
    }

    /// An empty cell.
    public mutating func empty() { separate() }

    @inline(__always) private mutating func separate() {
      if cells > 0 { bytes.append(44) }
      cells += 1
    }
  }

  public let columns: Int
  private let file: OutputFile

  /// Creates the file, or empties it, and writes the header.
  public init(path: String, header: [String]) throws(Diagnostic) {
    columns = header.count
    file = try OutputFile(path: path)
    try row { row in
      for name in header { row.text(name) }
    }
  }

  /// Writes a row.
  ///
  /// - Precondition: `body` writes as many cells as there are columns.
  public func row(_ body: (inout Row) -> Void) throws(Diagnostic) {
    try file.append { buffer in
      var row = Row(bytes: [])
      swap(&row.bytes, &buffer)
      let start = row.bytes.count
      body(&row)
      precondition(row.cells == columns, "a row has one cell a column")
      // A lone empty cell would be a blank line, which is no record.
      if row.bytes.count == start { row.bytes.append(contentsOf: [34, 34]) }
      row.bytes.append(10)
      swap(&row.bytes, &buffer)
    }
  }

  /// Bytes given so far.
  public var bytesWritten: Int64 { file.bytesWritten }

  /// Writes what is buffered and closes the file.
  public func finish() throws(Diagnostic) { try file.finish() }
}
