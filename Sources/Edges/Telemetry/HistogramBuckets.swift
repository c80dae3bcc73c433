/// The fixed upper bounds of a histogram, rising; above the last stands `+Inf`.
public struct HistogramBuckets: Hashable, Sendable {
  public let bounds: [Double]

  /// - Precondition: at least one bound, all finite and rising.
  public init(_ bounds: [Double]) {
    precondition(!bounds.isEmpty && bounds.allSatisfy(\.isFinite), "bounds are finite")
    precondition(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "bounds rise")
    self.bounds = bounds
  }

  /// 1 µs … 10 s in steps of 1, 2.5 and 5: what a sync, an upload and a request take.
  public static let seconds = HistogramBuckets([
    1e-6, 2.5e-6, 5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ])

  /// 1 … 10⁹ in steps of 1, 2.5 and 5: sizes and counts.
  public static let counts = HistogramBuckets([
    1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1e3, 2.5e3, 5e3, 1e4, 2.5e4, 5e4, 1e5, 2.5e5, 5e5, 1e6, 1e7, 1e8, 1e9,
  ])

  /// Index of the bucket a value falls into (value ≤ bound); `bounds.count` for `+Inf`. O(log n).
  func index(of value: Double) -> Int {
    var low = 0
    var high = bounds.count
    while low < high {
      let middle = (low + high) / 2
      if value <= bounds[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
