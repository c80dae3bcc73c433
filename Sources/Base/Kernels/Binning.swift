/// Counts values into the bins that sorted edges make: bin = number of edges ≤ value.
///
/// Up to 24 edges every value is compared with every edge, four values and four edges at a time and without a branch. Above that each value goes by a
/// branch-free binary search.
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
  var edge = 0
  while edge < edges.count {
    // Four edges at a time stay in registers; a missing one is +NaN, which no value reaches.
    var limits = SIMD4<Double>(repeating: .nan)
    let here = min(4, edges.count &- edge)
    for lane in 0..<here { limits[lane] = edges[edge &+ lane] }
    let above = countNotBelow(values, limits)
    for lane in 0..<here {
      counts[edge &+ lane] &-= Int(above[lane])
      counts[edge &+ lane &+ 1] &+= Int(above[lane])
    }
    edge &+= 4
  }
}

/// How many values are not below each of four limits.
private func countNotBelow(_ values: Span<Double>, _ limits: SIMD4<Double>) -> SIMD4<Int64> {
  typealias Lanes = SIMD4<Double>
  let (l0, l1) = (Lanes(repeating: limits[0]), Lanes(repeating: limits[1]))
  let (l2, l3) = (Lanes(repeating: limits[2]), Lanes(repeating: limits[3]))
  var (c0, c1, c2, c3) = (SIMD4<Int64>.zero, SIMD4<Int64>.zero, SIMD4<Int64>.zero, SIMD4<Int64>.zero)
  let whole = values.count & ~3
  // SAFETY: 32 bytes are read at offsets below 8·whole ≤ 8·count; a mask of a comparison is four words of 0 or −1.
  unsafe values.withUnsafeBytes { bytes in
    var offset = 0
    while offset < whole &* 8 {
      let lanes = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
      c0 &-= unsafe unsafeBitCast(lanes .>= l0, to: SIMD4<Int64>.self)
      c1 &-= unsafe unsafeBitCast(lanes .>= l1, to: SIMD4<Int64>.self)
      c2 &-= unsafe unsafeBitCast(lanes .>= l2, to: SIMD4<Int64>.self)
      c3 &-= unsafe unsafeBitCast(lanes .>= l3, to: SIMD4<Int64>.self)
      offset &+= 32
    }
  }
  var above = SIMD4<Int64>(c0.wrappedSum(), c1.wrappedSum(), c2.wrappedSum(), c3.wrappedSum())
  for index in whole..<values.count {
    let value = values[index]
    for lane in 0..<4 where value >= limits[lane] { above[lane] &+= 1 }
  }
  return above
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
