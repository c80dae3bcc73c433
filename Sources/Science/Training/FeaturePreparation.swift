/// How a model's inputs are filled and scaled: numbers fitted once, on training rows, and applied the same everywhere after.
///
/// ```text
/// filled = value, or the column's fill where it is missing        scaled = (filled − center) / spread · width + floor
/// ```
///
/// The scaling is fitted on the filled column, so it is what a pipeline of imputer and scaler is. A value that is missing and has no fill stays missing (NaN).
/// There is no way to fit again: a new fit is a new value. A column whose training values are all equal is moved, not stretched (spread 1).
public struct FeaturePreparation: Hashable, Sendable, Codable {
  /// What takes a missing value's place.
  public enum Imputation: Hashable, Sendable, Codable {
    case mean
    case median
    case constant(Double)
    /// Nothing: it stays missing.
    case passthrough
  }

  /// What a column is brought to.
  public enum Scaling: Hashable, Sendable, Codable {
    /// (x − mean) / sd, the population's.
    case standard
    /// Least and greatest training value onto a range.
    case minmax(from: Double, to: Double)
    /// (x − median) / (third − first quartile).
    case robust
    case passthrough
  }

  /// What is asked of a column.
  public struct Rule: Hashable, Sendable, Codable {
    public var column: String
    public var imputation: Imputation
    public var scaling: Scaling

    /// A rule.
    public init(column: String, imputation: Imputation, scaling: Scaling) {
      self.column = column
      self.imputation = imputation
      self.scaling = scaling
    }
  }

  /// The numbers fitted for a column.
  public struct Fitted: Hashable, Sendable, Codable {
    public let rule: Rule
    /// `nil`: missing stays missing.
    public let fill: Double?
    public let center: Double
    /// Above 0.
    public let spread: Double
    public let width: Double
    public let floor: Double
  }

  /// One a column, in the order of the rows' values.
  public let columns: [Fitted]
  /// Rows it was fitted on.
  public let fittedRows: Range<Int>

  /// Fits on some rows of a table; the others are not looked at.
  ///
  /// - Parameters:
  ///   - rules: one a column, in order.
  ///   - values: row by row, not finite is missing; shape `[rows, rules.count]`.
  ///   - trainingRows: the rows to fit on.
  /// - Throws: ``PreparationFault`` when a rule cannot be fitted.
  /// - Precondition: the rows lie in the table.
  /// - Complexity: O(columns · n log n).
  public init(_ rules: [Rule], values: Span<Double>, trainingRows: Range<Int>) throws(PreparationFault) {
    precondition(trainingRows.lowerBound >= 0 && trainingRows.upperBound * rules.count <= values.count, "training rows lie in the table")
    var fitted: [Fitted] = []
    for (column, rule) in rules.enumerated() {
      var present: [Double] = []
      for row in trainingRows where values[row * rules.count + column].isFinite { present.append(values[row * rules.count + column]) }
      fitted.append(try Fitted(rule, present: present, rows: trainingRows.count))
    }
    columns = fitted
    fittedRows = trainingRows
  }

  /// Fills and scales a row in place; shape `[columns.count]`.
  public func apply(_ row: inout MutableSpan<Double>) {
    precondition(row.count == columns.count, "a row has one value a column")
    for index in row.indices { row[index] = columns[index].apply(row[index]) }
  }

  /// A filled and scaled copy of a row.
  public func apply(_ row: [Double]) -> [Double] {
    var copy = row
    var span = copy.mutableSpan
    apply(&span)
    return copy
  }

  /// Scaled values as they were before; a fill stays filled.
  public func inverse(_ row: [Double]) -> [Double] {
    precondition(row.count == columns.count, "a row has one value a column")
    return row.indices.map { columns[$0].inverse(row[$0]) }
  }
}
