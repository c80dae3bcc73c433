public import Drift
internal import Statistics

/// The example of `friday export notebook`: three invented columns over twenty days, two of which change.
///
/// One seed, one sample: twenty values a day of `spread` (its level rises on day 13), `return` (heavy-tailed, its width triples on day 16) and
/// `imbalance` (whole steps, some missing, no change).
public struct NotebookSample: Sendable {
  /// Length of a window.
  public static let every = "1d"
  /// Length of the reference.
  public static let reference = "7d"
  /// Where the data come from.
  public static let origin =
    "An invented history of three columns, twenty values a day for twenty days, made from seed 2026: `spread` rises on day 13, `return` triples its width on day 16, `imbalance` stays."

  /// The columns.
  public let columns: [NotebookExport.Column]

  /// The sample; always the same.
  public init() {
    var dice = SplitMix(seed: 2026)
    var columns: [NotebookExport.Column] = ["spread", "return", "imbalance"].map { .init(name: $0, values: []) }
    for row in 0..<400 {
      let day = row / 20
      // A sum of four is bell enough; a ratio of two bells has heavy tails.
      let bell = dice.unit() + dice.unit() + dice.unit() + dice.unit() - 2
      columns[0].values.append(1.5 + 0.5 * bell + (day >= 13 ? 0.6 : 0))
      let other = dice.unit() + dice.unit() + dice.unit() + dice.unit() - 2
      columns[1].values.append((other / (0.2 + dice.unit())) * (day >= 16 ? 3 : 1) / 1000)
      let step = (dice.unit() * 9).rounded(.down) - 4
      columns[2].values.append(row % 37 == 5 ? .nan : step / 4)
    }
    self.columns = columns
  }

  /// Rows every 72 minutes from 2026-01-01T00:00:00Z.
  public func times() throws(HistoryError) -> HistoryTimes {
    try HistoryTimes(name: "time", numbers: (0..<400).map { 1_767_225_600 + Double($0) * 4320 })
  }
}
