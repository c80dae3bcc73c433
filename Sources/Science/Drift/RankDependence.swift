internal import Statistics

/// How dependent a series is, seen by ranks, so that heavy tails neither hide nor feign it.
enum RankDependence {
  /// τ with a margin of two standard errors; nil for a constant series, which says nothing of it.
  ///
  /// - Parameters:
  ///   - series: in time order, no NaN; overwritten by its mid-ranks.
  ///   - sorted: the same values ascending.
  static func time(_ series: inout [Double], sorted: [Double]) -> Double? {
    guard let first = sorted.first, let last = sorted.last, first < last else { return nil }
    for index in series.indices {
      let value = series[index]
      series[index] = Double(bound(sorted, value, upper: false) + bound(sorted, value, upper: true))
    }
    let size = EffectiveSampleSize(series.span)
    return size.time * (1 + 2 * size.relativeError)
  }

  /// Number of values below `value`, or not above it.
  private static func bound(_ sorted: [Double], _ value: Double, upper: Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value || (upper && sorted[middle] == value) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
