/// The cells of a row in the making, whatever form the file has: what ``CSVWriter`` and ``ParquetWriter`` have in common.
public protocol TableCells {
  /// A number; NaN is an empty cell.
  mutating func number(_ value: Double)
  /// An integer.
  mutating func integer(_ value: Int64)
  /// A text.
  mutating func text(_ value: String)
  /// An empty cell.
  mutating func empty()
}
