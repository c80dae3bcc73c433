public import Domain

/// Why a drift question has no answer.
public enum DriftError: Error, Hashable, Sendable {
  /// A side of a column has no value but NaN.
  case noValues(column: String, side: String, rows: Int)
  /// No column to compare.
  case noColumns
  /// A detector's key could not be read.
  case malformedKey(String, reason: String)
  /// No detector of that name.
  case unknownDetector(String, known: [String])
  /// The detector has no such parameter.
  case unknownParameter(String, detector: String, known: [String])
  /// A parameter's value is outside its range.
  case badParameter(String, value: String, wanted: String)

  /// The same as an error a person can act on.
  public var diagnostic: Diagnostic {
    switch self {
    case .noValues(let column, let side, let rows):
      Diagnostic(
        code: "drift.no_values", exitCode: .badData, message: "column \"\(column)\" of the \(side) has no value: \(rows) rows, all of them NaN or empty",
        hint: "leave the column out with --column, or fill it before comparing")
    case .noColumns:
      Diagnostic(
        code: "drift.no_columns", exitCode: .badData, message: "the two samples share no numeric column", hint: "check that both files have the same header")
    case .malformedKey(let key, let reason):
      Diagnostic(
        code: "drift.detector_key", exitCode: .usage, message: "detector \"\(key)\" cannot be read: \(reason)",
        hint: "write name or name[parameter=value,…], as adwin_river[delta=0.002]")
    case .unknownDetector(let name, let known):
      Diagnostic(
        code: "drift.detector_unknown", exitCode: .usage, message: "there is no detector \"\(name)\"", hint: "known are \(known.joined(separator: ", "))")
    case .unknownParameter(let name, let detector, let known):
      Diagnostic(
        code: "drift.parameter_unknown", exitCode: .usage, message: "detector \(detector) has no parameter \"\(name)\"",
        hint: "it takes \(known.joined(separator: ", "))")
    case .badParameter(let name, let value, let wanted):
      Diagnostic(
        code: "drift.parameter_value", exitCode: .usage, message: "parameter \(name)=\(value) is out of range", hint: "give \(wanted)")
    }
  }
}
