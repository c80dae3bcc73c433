public import Domain

/// Why two samples cannot be compared jointly at all.
public enum MultivariateComparisonError: Error, Hashable, Sendable {
  /// Fewer than two features that vary.
  case tooFewFeatures(count: Int)
  /// More features than the configuration allows.
  case tooManyFeatures(count: Int, maximum: Int)
  /// Columns of one side have different lengths.
  case ragged(column: String, rows: Int, expected: Int)
  /// Too few complete rows on a side.
  case tooFewRows(side: String, complete: Int, nan: Int, infinite: Int, minimum: Int)
  /// A setting out of range.
  case badSetting(String, value: String, wanted: String)

  /// The same as an error a person can act on.
  public var diagnostic: Diagnostic {
    switch self {
    case .tooFewFeatures(let count):
      Diagnostic(
        code: "drift.joint_features", exitCode: .badData, message: "a joint comparison needs two numeric columns that vary, and there are \(count)",
        hint: "name more columns, or compare column by column only")
    case .tooManyFeatures(let count, let maximum):
      Diagnostic(
        code: "drift.joint_width", exitCode: .badData, message: "\(count) columns are more than a joint comparison takes (maximum \(maximum))",
        hint: "choose the columns with --column")
    case .ragged(let column, let rows, let expected):
      Diagnostic(
        code: "drift.joint_ragged", exitCode: .badData, message: "column \"\(column)\" has \(rows) rows, its neighbours \(expected)",
        hint: "a joint comparison needs whole rows: check the file for cut lines")
    case .tooFewRows(let side, let complete, let nan, let infinite, let minimum):
      Diagnostic(
        code: "drift.joint_rows", exitCode: .badData,
        message: "the \(side) has \(complete) complete rows (\(nan) hold a NaN, \(infinite) an infinity): too few for a joint comparison (minimum \(minimum))",
        hint: "leave out the columns with most missing values, or fill them before comparing")
    case .badSetting(let name, let value, let wanted):
      Diagnostic(code: "drift.joint_setting", exitCode: .usage, message: "\(name) \(value) is out of range", hint: "give \(wanted)")
    }
  }
}
