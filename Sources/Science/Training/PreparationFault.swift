/// A column that cannot be prepared as its rule asks.
public struct PreparationFault: Error, Hashable, Sendable, CustomStringConvertible {
  public var column: String
  /// What is wrong with it, as the end of a sentence.
  public var reason: String

  /// A fault of a column.
  public init(column: String, reason: String) {
    self.column = column
    self.reason = reason
  }

  public var description: String { "column \"\(column)\" \(reason)" }
}
