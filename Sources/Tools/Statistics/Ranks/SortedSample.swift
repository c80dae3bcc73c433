internal import Kernels

/// A sample sorted once for all that needs order: NaN dropped and counted, ±inf kept and counted.
public struct SortedSample: Sendable, Hashable {
  /// Ascending, no NaN.
  public let values: [Double]
  /// Values that were NaN.
  public let nanCount: Int
  /// Values that are +inf or −inf.
  public let infiniteCount: Int

  /// Copies, cleans and sorts.
  ///
  /// - Complexity: O(n), one copy and a scratch of n words.
  public init(_ raw: [Double]) {
    var kept = [Double]()
    kept.reserveCapacity(raw.count)
    for value in raw where !value.isNaN { kept.append(value) }
    var scratch = [UInt64](repeating: 0, count: kept.count)
    var span = kept.mutableSpan
    var spare = scratch.mutableSpan
    radixSort(&span, scratch: &spare)
    nanCount = raw.count - kept.count
    var low = 0
    while low < kept.count, kept[low] == -.infinity { low += 1 }
    var high = 0
    while high < kept.count - low, kept[kept.count - 1 - high] == .infinity { high += 1 }
    infiniteCount = low + high
    values = kept
  }
}
