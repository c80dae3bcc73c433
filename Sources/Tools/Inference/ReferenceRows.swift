/// Rows with the answers that a model gave when it was published: what a copy of it must still say.
public struct ReferenceRows: Hashable, Sendable {
  /// One row a line, one value a column, NaN where missing.
  public var rows: [[Double]]
  /// The margin of each row.
  public var margins: [Double]
  /// The value of each row.
  public var values: [Double]
  /// Largest difference allowed, ≥ 0; 0 for the same bits.
  public var tolerance: Double

  /// Rows and their answers.
  ///
  /// - Precondition: as many margins and values as rows; a finite tolerance of at least 0.
  public init(rows: [[Double]], margins: [Double], values: [Double], tolerance: Double = 0) {
    precondition(rows.count == margins.count && rows.count == values.count, "an answer a row")
    precondition(tolerance >= 0 && tolerance.isFinite, "a tolerance of at least 0")
    self.rows = rows
    self.margins = margins
    self.values = values
    self.tolerance = tolerance
  }
}
