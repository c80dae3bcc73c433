/// Counts values into the bins that sorted edges make: bin = number of edges ≤ value.
///
/// Up to 24 edges every value is compared with every edge, block by block in the nearest cache: comparisons without a branch run several at once. Above
/// that each value goes by a branch-free binary search.
///
/// - Parameters:
///   - values: any order, no NaN; ±inf fall into the outer bins.
///   - edges: ascending, distinct, at most 255, no NaN.
///   - counts: `edges.count + 1` or more; the counts are added to it.
/// - Complexity: O(n · edges) of the cheapest kind up to 24 edges, else O(n log edges); no allocation.
public func countBins(_ values: Span<Double>, edges: Span<Double>, into counts: inout MutableSpan<Int>) {
  precondition(edges.count <= 255, "at most 255 edges")
  precondition(counts.count > edges.count, "one more count than edges")
  if edges.count <= 24 { return countByComparison(values, edges: edges, into: &counts) }
  for index in 0..<values.count {
    // SAFETY: index < count.
    let value = unsafe values[unchecked: index]
    var low = 0
    var span = edges.count
    while span > 0 {
      let half = (span &+ 1) >> 1
      // SAFETY: low + half − 1 < low + span ≤ edges.count.
      low = unsafe edges[unchecked: low &+ half &- 1] <= value ? low &+ half : low
      span &-= half
    }
    counts[low] &+= 1
  }
}

private func countByComparison(_ values: Span<Double>, edges: Span<Double>, into counts: inout MutableSpan<Int>) {
  // Bin k holds (values ≥ edge k − 1) − (values ≥ edge k).
  counts[0] &+= values.count
  var start = 0
  while start < values.count {
    let end = min(start &+ 1024, values.count)
    for edge in 0..<edges.count {
      let limit = edges[edge]
      var above = 0
      for index in start..<end {
        // SAFETY: index < end ≤ count.
        above &+= unsafe values[unchecked: index] >= limit ? 1 : 0
      }
      counts[edge] &-= above
      counts[edge &+ 1] &+= above
    }
    start = end
  }
}

/// The same for values that are sorted ascending: one search per edge instead of one per value.
///
/// - Parameters:
///   - sorted: ascending, no NaN.
///   - edges: ascending, distinct, no NaN.
///   - counts: `edges.count + 1` or more; the counts are added to it.
/// - Complexity: O(edges · log n), no allocation.
public func countSortedBins(_ sorted: Span<Double>, edges: Span<Double>, into counts: inout MutableSpan<Int>) {
  precondition(counts.count > edges.count, "one more count than edges")
  var before = 0
  for bin in 0..<edges.count {
    let edge = edges[bin]
    var low = before
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < edge { low = middle + 1 } else { high = middle }
    }
    counts[bin] += low - before
    before = low
  }
  counts[edges.count] += sorted.count - before
}
