/// A column of a Parquet file to be written.
public struct ParquetColumn: Hashable, Sendable {
  /// What its cells hold.
  public enum Kind: Hashable, Sendable {
    case text, integer, number
  }

  public let name: String
  public let kind: Kind
  /// May cells be empty?
  public let isOptional: Bool

  /// A column.
  public init(_ name: String, _ kind: Kind, isOptional: Bool) {
    self.name = name
    self.kind = kind
    self.isOptional = isOptional
  }

  /// Parquet's number of the physical type: INT64, DOUBLE, BYTE_ARRAY.
  var physicalType: Int {
    switch kind {
    case .integer: 2
    case .number: 5
    case .text: 6
    }
  }
}
