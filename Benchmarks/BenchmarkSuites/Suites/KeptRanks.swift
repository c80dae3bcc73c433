internal import Statistics

/// A workspace that one row keeps over its pairs. Rows run one after the other, each on one thread.
final class KeptRanks {
  private var workspace = RankWorkspace()

  func statistics(_ reference: [Double], _ current: [Double]) throws(StatisticsError) -> RankStatistics {
    try workspace.statistics(reference: reference.span, current: current.span)
  }
}
