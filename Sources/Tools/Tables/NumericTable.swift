public import Domain

/// A table in columns, as read from a file.
public struct NumericTable: Sendable, Hashable {
  /// The file it came from: what errors name.
  public let source: String
  public let columns: [Column]
  public let rowCount: Int

  /// - Precondition: all columns have `rowCount` rows.
  public init(source: String, columns: [Column], rowCount: Int) {
    precondition(columns.allSatisfy { $0.count == rowCount }, "columns of one table are equally long")
    self.source = source
    self.columns = columns
    self.rowCount = rowCount
  }

  /// The column of that name, or `nil`.
  public subscript(name: String) -> Column? { columns.first { $0.name == name } }

  /// The column of that name.
  ///
  /// - Throws: `csv.missing_column` with the nearest name as a hint.
  public func column(named name: String) throws(Diagnostic) -> Column {
    guard let column = self[name] else { throw Spelling.missingColumn(name, among: columns.map(\.name), source: source) }
    return column
  }
}
