internal import Kernels

/// Two-sample Kolmogorov–Smirnov test of unsorted samples: drops NaN, sorts both sides, scans once.
///
/// - Parameters:
///   - reference: any order; NaN is dropped.
///   - current: any order; NaN is dropped.
/// - Throws: ``StatisticsError/sampleTooSmall(count:minimum:)`` when a side has no value left.
/// - Complexity: O(n + m) by radix sort; allocates two copies and a scratch.
public func twoSampleKolmogorovSmirnov(_ reference: [Double], _ current: [Double]) throws(StatisticsError) -> KolmogorovSmirnov {
  let left = SortedSample(reference)
  let right = SortedSample(current)
  return try KolmogorovSmirnov(reference: left.values.span, current: right.values.span)
}
