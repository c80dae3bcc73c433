internal import Kernels

extension QuantileBins {
  /// Counts of a sorted sample, one number a bin.
  ///
  /// - Complexity: O(bins · log n).
  public func counts(sorted: Span<Double>) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    var span = counts.mutableSpan
    countSortedBins(sorted, edges: edges.span, into: &span)
    return counts
  }

  /// Counts of a sample in any order, without NaN.
  ///
  /// - Complexity: O(n log bins).
  public func counts(_ values: Span<Double>) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    var span = counts.mutableSpan
    countBins(values, edges: edges.span, into: &span)
    return counts
  }
}
