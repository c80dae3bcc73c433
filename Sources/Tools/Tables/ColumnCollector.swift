/// Puts the blocks of one column together.
public struct ColumnCollector {
  private let name: String
  private var numbers: [Double] = []
  private var codes: [Int32] = []
  private var dictionary: [String] = []
  private var isNumeric = true

  /// A collector without rows.
  public init(name: String) { self.name = name }

  /// Takes the next block of the column; its codes mean its own dictionary, which only ever grows.
  public mutating func take(_ block: Column) {
    switch block.values {
    case .numeric(let more): numbers.append(contentsOf: more)
    case .categorical(let more, let texts):
      isNumeric = false
      codes.append(contentsOf: more)
      dictionary = texts
    }
  }

  /// The column so far.
  public var column: Column {
    Column(name: name, values: isNumeric ? .numeric(numbers) : .categorical(codes: codes, dictionary: dictionary))
  }
}
