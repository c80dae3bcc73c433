public import Domain

/// Why performance cannot be estimated.
public enum PerformanceEstimateError: Error, Hashable, Sendable {
  /// The columns have different lengths.
  case lengthsDiffer(probabilities: Int, others: Int)
  /// No row without NaN.
  case noRows(dropped: Int)
  /// A value that is no probability.
  case notAProbability(row: Int, value: Double)
  /// Too few labelled rows to calibrate on.
  case tooFewLabels(count: Int, minimum: Int)

  /// The same as an error a person can act on.
  public var diagnostic: Diagnostic {
    switch self {
    case .lengthsDiffer(let probabilities, let others):
      Diagnostic(
        code: "performance.lengths", exitCode: .badData, message: "\(probabilities) probabilities stand beside \(others) other values",
        hint: "give one probability, one score and one decision a row")
    case .noRows(let dropped):
      Diagnostic(
        code: "performance.no_rows", exitCode: .badData, message: "no row is complete: \(dropped) rows hold a NaN", hint: "check that the model wrote its probabilities")
    case .notAProbability(let row, let value):
      Diagnostic(
        code: "performance.probability", exitCode: .badData, message: "row \(row) holds \(NumberText.short(value)), which is no probability",
        hint: "calibrate the scores first: an estimate of performance needs probabilities in 0…1")
    case .tooFewLabels(let count, let minimum):
      Diagnostic(
        code: "performance.labels", exitCode: .badData, message: "\(count) labelled rows are too few to calibrate on (minimum \(minimum))",
        hint: "wait for more outcomes, or take a longer reference")
    }
  }
}
