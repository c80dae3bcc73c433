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
    // Counting first costs a fraction of filtering, and most columns have nothing to filter.
    var missing = 0
    for value in raw { missing &+= value.isNaN ? 1 : 0 }
    let present = missing == 0 ? raw : raw.filter { !$0.isNaN }
    self.init(ascending: radixSorted(present.span), nanCount: missing)
  }

  /// Takes values that are sorted already, as a sort on disk gives them.
  ///
  /// - Parameters:
  ///   - values: ascending, no NaN.
  ///   - nanCount: NaN that were dropped before.
  public init(ascending values: [Double], nanCount: Int) {
    assert(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }, "the values ascend")
    var low = 0
    while low < values.count, values[low] == -.infinity { low += 1 }
    var high = 0
    while high < values.count - low, values[values.count - 1 - high] == .infinity { high += 1 }
    infiniteCount = low + high
    self.nanCount = nanCount
    self.values = values
  }
}
