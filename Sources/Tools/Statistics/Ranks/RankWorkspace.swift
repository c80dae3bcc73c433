internal import Kernels

/// Rank statistics of many pairs of samples in memory that is kept: after the largest pair nothing is allocated any more.
public struct RankWorkspace: Sendable {
  private var left: [Double] = []
  private var right: [Double] = []
  private var scratch: [UInt64] = []

  /// An empty workspace.
  public init() {}

  /// All rank statistics of two samples in any order.
  ///
  /// - Parameters:
  ///   - reference: NaN is dropped.
  ///   - current: NaN is dropped.
  /// - Throws: ``StatisticsError/sampleTooSmall(count:minimum:)`` when a side has no value left.
  /// - Complexity: O(n + m); allocates only to grow.
  public mutating func statistics(reference: Span<Double>, current: Span<Double>) throws(StatisticsError) -> RankStatistics {
    Self.fill(&left, reference)
    Self.fill(&right, current)
    let need = max(left.count, right.count)
    if scratch.count < need { scratch = Array(repeating: 0, count: need) }
    Self.sort(&left, &scratch)
    Self.sort(&right, &scratch)
    return try RankStatistics(reference: left.span, current: right.span)
  }

  private static func fill(_ values: inout [Double], _ sample: Span<Double>) {
    values.removeAll(keepingCapacity: true)
    values.reserveCapacity(sample.count)
    for index in 0..<sample.count where !sample[index].isNaN { values.append(sample[index]) }
  }

  private static func sort(_ values: inout [Double], _ scratch: inout [UInt64]) {
    var span = values.mutableSpan
    var spare = scratch.mutableSpan
    radixSort(&span, scratch: &spare)
  }
}
