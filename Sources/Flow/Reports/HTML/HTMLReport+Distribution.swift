#if canImport(Glibc)
  internal import Glibc
#endif

extension HTMLReport {
  /// Two samples of one column as a chart shows them: shares in equal bins, and both cumulative distributions.
  ///
  /// The view spans the pooled 0.5 % to 99.5 % quantiles when there is more than half of the range beyond them, so that a few far
  /// values do not press everything into one bin; what lies outside is counted, not drawn.
  ///
  /// ```text
  /// bins: Freedman–Diaconis on the reference, h = 2 IQR n^(−1/3), between 12 and 48
  /// ```
  public struct Distribution: Sendable, Hashable {
    /// Values at which the cumulative distributions are drawn.
    public static let points = 161

    /// Bin edges, one more than bins.
    public let edges: [Double]
    /// Share of the reference in each bin, of all its values.
    public let referenceShares: [Double]
    /// Share of the current sample in each bin.
    public let currentShares: [Double]
    /// F of the reference at ``points`` equal steps from the first edge to the last.
    public let referenceCumulative: [Double]
    /// F of the current sample.
    public let currentCumulative: [Double]
    /// Values of the reference outside the view.
    public let referenceBeyond: Int
    /// Values of the current sample outside the view.
    public let currentBeyond: Int
    /// Where the cumulative distributions are farthest apart, and how far; nil when one sample is empty.
    public let gap: Gap?

    /// The largest distance of two cumulative distributions.
    public struct Gap: Sendable, Hashable {
      /// Value at which it is reached.
      public var location: Double
      /// F of the reference there.
      public var reference: Double
      /// F of the current sample there.
      public var current: Double
    }

    /// Bins two samples.
    ///
    /// - Parameters:
    ///   - reference: ascending, finite.
    ///   - current: ascending, finite.
    /// - Complexity: O(bins · log n) and one merge for the gap.
    public init(reference: [Double], current: [Double]) {
      let view = Self.view(reference, current)
      let count = Self.binCount(reference.isEmpty ? current : reference, view)
      let width = (view.high - view.low) / Double(count)
      edges = (0...count).map { $0 == count ? view.high : view.low + Double($0) * width }
      let edges = edges
      func shares(_ sample: [Double]) -> [Double] {
        guard !sample.isEmpty else { return Array(repeating: 0, count: count) }
        // The last bin holds its upper edge too.
        let below = edges.indices.map { $0 == count ? Self.count(sample, through: edges[$0]) : Self.count(sample, below: edges[$0]) }
        return (0..<count).map { Double(below[$0 + 1] - below[$0]) / Double(sample.count) }
      }
      func cumulative(_ sample: [Double]) -> [Double] {
        guard !sample.isEmpty else { return [] }
        return (0..<Self.points).map { step in
          let x = step == Self.points - 1 ? view.high : view.low + (view.high - view.low) * Double(step) / Double(Self.points - 1)
          return Double(Self.count(sample, through: x)) / Double(sample.count)
        }
      }
      func beyond(_ sample: [Double]) -> Int { sample.count - Self.count(sample, through: view.high) + Self.count(sample, below: view.low) }
      referenceShares = shares(reference)
      currentShares = shares(current)
      referenceCumulative = cumulative(reference)
      currentCumulative = cumulative(current)
      referenceBeyond = beyond(reference)
      currentBeyond = beyond(current)
      gap = Self.largestGap(reference, current)
    }

    private static func view(_ reference: [Double], _ current: [Double]) -> (low: Double, high: Double) {
      let samples = [reference, current].filter { !$0.isEmpty }
      guard var low = samples.map({ $0[0] }).min(), var high = samples.map({ $0[$0.count - 1] }).max() else { return (0, 1) }
      func quantile(_ sample: [Double], _ level: Double) -> Double { sample[Int((Double(sample.count - 1) * level).rounded())] }
      let inner = (low: samples.map { quantile($0, 0.005) }.min() ?? low, high: samples.map { quantile($0, 0.995) }.max() ?? high)
      if inner.high > inner.low, inner.high / 2 - inner.low / 2 < (high / 2 - low / 2) / 2 { (low, high) = inner }
      if high - low == .infinity { (low, high) = (low / 4, high / 4) }
      if !(high > low) {
        let room = max(abs(low) * 1e-6, 0.5)
        return (low - room, high + room)
      }
      return (low, high)
    }

    private static func binCount(_ sample: [Double], _ view: (low: Double, high: Double)) -> Int {
      guard sample.count >= 4 else { return 12 }
      let spread = sample[sample.count * 3 / 4] - sample[sample.count / 4]
      let width = 2 * spread / cbrt(Double(sample.count))
      guard width > 0, width.isFinite else { return 24 }
      return Int(max(12, min(48, ((view.high - view.low) / width).rounded(.up))))
    }

    /// Values below x.
    private static func count(_ sample: [Double], below x: Double) -> Int {
      var low = 0
      var high = sample.count
      while low < high {
        let middle = (low + high) / 2
        if sample[middle] < x { low = middle + 1 } else { high = middle }
      }
      return low
    }

    /// Values at or below x.
    private static func count(_ sample: [Double], through x: Double) -> Int {
      var low = 0
      var high = sample.count
      while low < high {
        let middle = (low + high) / 2
        if sample[middle] <= x { low = middle + 1 } else { high = middle }
      }
      return low
    }

    private static func largestGap(_ reference: [Double], _ current: [Double]) -> Gap? {
      guard !reference.isEmpty, !current.isEmpty else { return nil }
      var best: Gap?
      var (i, j) = (0, 0)
      while i < reference.count || j < current.count {
        let x = min(i < reference.count ? reference[i] : .infinity, j < current.count ? current[j] : .infinity)
        while i < reference.count, reference[i] <= x { i += 1 }
        while j < current.count, current[j] <= x { j += 1 }
        let gap = Gap(location: x, reference: Double(i) / Double(reference.count), current: Double(j) / Double(current.count))
        if abs(gap.reference - gap.current) > best.map({ abs($0.reference - $0.current) }) ?? -1 { best = gap }
      }
      return best
    }
  }
}
