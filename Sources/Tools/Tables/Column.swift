/// One column of a table.
public struct Column: Sendable, Hashable {
  /// What a column holds, one entry a row.
  public enum Values: Sendable, Hashable {
    /// Numbers; NaN where the cell was empty or said so.
    case numeric([Double])
    /// Indices into the dictionary, which lists the texts in order of appearance; −1 where the cell was empty.
    case categorical(codes: [Int32], dictionary: [String])
  }

  public let name: String
  public let values: Values

  public init(name: String, values: Values) {
    self.name = name
    self.values = values
  }

  /// Rows.
  public var count: Int {
    switch values {
    case .numeric(let numbers): numbers.count
    case .categorical(let codes, _): codes.count
    }
  }

  /// The numbers of a numeric column.
  public var numbers: [Double]? {
    if case .numeric(let numbers) = values { numbers } else { nil }
  }
}
