internal import Kernels

/// Sorts arrays in place with a scratch of its own, so that sorting in steady state allocates nothing.
public struct SampleSorter: Sendable {
  private var scratch: [UInt64]

  /// A sorter for arrays of up to `capacity` values.
  public init(capacity: Int) { scratch = Array(repeating: 0, count: capacity) }

  /// Sorts ascending.
  ///
  /// - Parameter values: no NaN; at most as many as the capacity, a longer array is a programmer's error.
  /// - Complexity: O(n).
  public mutating func sort(_ values: inout [Double]) {
    var span = values.mutableSpan
    var spare = scratch.mutableSpan
    radixSort(&span, scratch: &spare)
  }
}
