/// Rows of features as they were known at their event, each with the label that became known behind it.
public struct TrainingTable: Sendable {
  public let manifest: TrainingManifest
  /// Event time of each row in ns, not descending.
  public let times: [Int64]
  /// Row by row, NaN is missing; shape `[rows, columns]`.
  public let values: [Double]
  /// NaN is unknown.
  public let labels: [Double]
  /// Until when each label looked; 0 where it is unknown.
  public let labelEnds: [Int64]

  init(manifest: TrainingManifest, times: [Int64], values: [Double], labels: [Double], labelEnds: [Int64]) {
    self.manifest = manifest
    self.times = times
    self.values = values
    self.labels = labels
    self.labelEnds = labelEnds
  }

  /// Rows.
  public var count: Int { times.count }

  /// The rows of an earlier part and whether one of them looks into a later one: `true` for a split of a sane table.
  ///
  /// - Complexity: O(rows).
  public var splitIsPurged: Bool {
    func looksInto(_ earlier: Range<Int>, _ later: Range<Int>) -> Bool {
      guard let border = later.first else { return false }
      return earlier.contains { !labels[$0].isNaN && labelEnds[$0] >= times[border] }
    }
    let split = manifest.split
    return !looksInto(split.training, split.validation) && !looksInto(split.training, split.test) && !looksInto(split.validation, split.test)
  }
}
