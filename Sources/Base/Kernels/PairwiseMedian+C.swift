internal import CKernels

/// Median of the distances of all pairs of rows: the usual bandwidth of a Gaussian kernel.
///
/// Two walks over the pairs: the first counts squared distances by their leading bits (exponent and six of the mantissa), the second
/// collects the values of the cell or cells that hold the middle, which are then sorted. With an even number of pairs the mean of the
/// middle two distances, as numpy's median.
///
/// - Parameters:
///   - points: `[count × dimension]`, column-major, finite.
///   - count: at least 2, at most 65,536 (pairs are counted in 32 bits).
///   - dimension: at least 1.
/// - Returns: the median distance, ≥ 0.
/// - Complexity: two times count²/2 squared distances; memory for the cells' counts (512 KiB), one block of distances and the values of
///   the middle cell.
public func pairwiseMedian(_ points: Span<Double>, count: Int, dimension: Int) -> Double {
  pairwiseMedian(points, count: count, dimension: dimension, vectorWidth: widestVector)
}

/// The same with vectors of a width that the processor has.
func pairwiseMedian(_ points: Span<Double>, count: Int, dimension: Int, vectorWidth: Int32) -> Double {
  precondition(vectorWidth <= widestVector, "a width that the processor has")
  precondition((2...65_536).contains(count) && dimension > 0, "2…65,536 points of a dimension")
  let layout = PairwisePoints(points, count: count, dimension: dimension)
  let shift: UInt64 = 46
  var cells = [UInt32](repeating: 0, count: 1 << 17)
  forEachPair(layout, vectorWidth) { squared in cells[Int(truncatingIfNeeded: squared.bitPattern >> shift)] &+= 1 }
  let pairs = count * (count - 1) / 2
  let (low, high) = ((pairs - 1) / 2, pairs / 2)
  var before = 0
  var lowest = 0
  while before + Int(cells[lowest]) <= low {
    before += Int(cells[lowest])
    lowest += 1
  }
  var highest = lowest
  var through = before + Int(cells[lowest])
  while through <= high {
    highest += 1
    through += Int(cells[highest])
  }
  var middle: [Double] = []
  middle.reserveCapacity(through - before)
  let wanted = UInt64(lowest)...UInt64(highest)
  forEachPair(layout, vectorWidth) { squared in
    if wanted.contains(squared.bitPattern >> shift) { middle.append(squared) }
  }
  var scratch = [UInt64](repeating: 0, count: middle.count)
  var span = middle.mutableSpan
  var spare = scratch.mutableSpan
  radixSort(&span, scratch: &spare)
  return (middle[low - before].squareRoot() + middle[high - before].squareRoot()) / 2
}

/// Calls `body` with d² of every pair i > j.
@inline(__always) private func forEachPair(_ layout: PairwisePoints, _ vectorWidth: Int32, _ body: (Double) -> Void) {
  var squares = [Double](repeating: 0, count: layout.count * 8)
  for start in stride(from: 0, to: layout.count, by: 8) {
    let first = start + 1
    guard first < layout.count else { break }
    // SAFETY: the block starts at start/8 · dimension · 8 = start · dimension of the padded copy; rows first ..< count are there; 8 values
    // a row are written, at most 8 · count.
    unsafe layout.blocks.withUnsafeBufferPointer { blocks in
      guard let origin = blocks.baseAddress else { return }
      unsafe friday_pair_squares(
        vectorWidth, layout.rows, origin + start * layout.dimension, layout.dimension, first, layout.count, &squares)
    }
    for row in first..<layout.count {
      for lane in 0..<min(8, row - start) { body(squares[(row - first) * 8 + lane]) }
    }
  }
}
