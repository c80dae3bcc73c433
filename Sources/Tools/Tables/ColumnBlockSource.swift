public import Domain

/// A table read block by block, column-wise, in bounded memory: CSV, Parquet or line protocol.
///
/// ```swift
/// var source = try TableFormat.open(path, options: options)
/// while try source.next() {
///   for index in source.names.indices { feed(source.names[index], source.column(index)) }
/// }
/// ```
public protocol ColumnBlockSource {
  /// Columns that are read, in order.
  var names: [String] { get }
  /// Rows of the current block.
  var rowCount: Int { get }
  /// Rows before the current block.
  var rowsBefore: Int { get }
  /// Moves to the next block.
  ///
  /// - Returns: `false` at the end.
  mutating func next() throws(Diagnostic) -> Bool
  /// The current block's cells of a column.
  func column(_ index: Int) -> Column
}
