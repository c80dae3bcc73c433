/// How a model's inputs are filled and scaled before it sees them: numbers that were fitted once, on training rows, and travel with the model.
///
/// ```text
/// filled = value, or fill where it is not finite (missing stays missing without a fill)        x = (filled − center) / spread · width + floor
/// ```
///
/// - Complexity: O(columns), no allocation.
public struct RowPreparation: Hashable, Sendable {
  /// The numbers of one column.
  public struct Column: Hashable, Sendable {
    public var name: String
    /// `nil`: missing stays missing.
    public var fill: Double?
    public var center: Double
    /// Not 0.
    public var spread: Double
    public var width: Double
    public var floor: Double

    /// A column's numbers.
    public init(name: String, fill: Double?, center: Double, spread: Double, width: Double, floor: Double) {
      self.name = name
      self.fill = fill
      self.center = center
      self.spread = spread
      self.width = width
      self.floor = floor
    }
  }

  /// Most columns a preparation may have.
  public static let columnLimit = 4096
  /// Columns up to which a row is prepared on the stack.
  static let inlineColumns = 128

  /// One a column, in the order of a row.
  public let columns: [Column]

  /// A preparation of these columns.
  ///
  /// - Returns: `nil` when there are none or too many, when a name stands twice, or a number is not finite or a spread 0.
  public init?(_ columns: [Column]) {
    guard (1...Self.columnLimit).contains(columns.count), Set(columns.map(\.name)).count == columns.count else { return nil }
    for column in columns {
      guard column.fill?.isFinite ?? true, column.center.isFinite, column.spread.isFinite, column.spread != 0, column.width.isFinite, column.floor.isFinite
      else { return nil }
    }
    self.columns = columns
  }

  /// Fills and scales a row.
  ///
  /// - Parameter prepared: at least as long as the row; its first places are overwritten.
  func apply(_ row: Span<Double>, into prepared: inout MutableSpan<Double>) {
    let columns = columns.span
    for index in 0..<columns.count {
      let value = row[index]
      let filled = value.isFinite ? value : columns[index].fill ?? .nan
      prepared[index] = (filled - columns[index].center) / columns[index].spread * columns[index].width + columns[index].floor
    }
  }
}
