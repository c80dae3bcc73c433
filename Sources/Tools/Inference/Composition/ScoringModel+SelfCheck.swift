public import Domain

extension ScoringModel {
  /// Scores reference rows and compares: what a model must pass before anything trades on it.
  ///
  /// - Throws: `model.self_check`, exit code 65, which names the first row that differs, by how much, and what was expected.
  public func selfCheck(_ reference: ReferenceRows) throws(Diagnostic) {
    func failure(_ message: String) -> Diagnostic {
      Diagnostic(
        code: "model.self_check", exitCode: .badData, message: message,
        hint: "the file is another than the one the rows were recorded with, or its reader reads it otherwise; keep the model that is in use")
    }
    guard outputCount == 1 else { throw failure("the model has \(outputCount) outputs, reference rows hold one answer each") }
    for (index, row) in reference.rows.enumerated() {
      guard row.count == featureCount else { throw failure("reference row \(index) has \(row.count) columns, the model \(featureCount)") }
      let score = score(row.span)
      for (name, found, expected) in [("margin", score.margin, reference.margins[index]), ("value", score.value, reference.values[index])] {
        let agrees = found == expected || (found.isNaN && expected.isNaN) || abs(found - expected) <= reference.tolerance
        guard agrees else {
          throw failure("reference row \(index): the \(name) is \(found), \(expected) was recorded (tolerance \(reference.tolerance))")
        }
      }
    }
  }

  /// The answers of this model to rows, for ``selfCheck(_:)`` of its copies.
  ///
  /// - Precondition: one output, and a value a column in each row.
  public func reference(_ rows: [[Double]], tolerance: Double = 0) -> ReferenceRows {
    let scores = rows.map { score($0.span) }
    return ReferenceRows(rows: rows, margins: scores.map(\.margin), values: scores.map(\.value), tolerance: tolerance)
  }
}
