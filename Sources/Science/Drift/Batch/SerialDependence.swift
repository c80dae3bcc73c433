internal import Statistics

/// Whether a series in time order depends on its past, seen by ranks on a stretch of bounded length.
public struct SerialDependence: Hashable, Sendable {
  /// Integrated autocorrelation time of the mid-ranks, ≥ 1: how many values are worth one.
  public let time: Double
  /// Relative standard error of ``time``.
  public let relativeError: Double
  /// Rank autocorrelation at lag 1.
  public let firstLag: Double
  /// Values looked at.
  public let count: Int

  /// Values looked at, at most, from the start.
  public static let limit = 2048

  /// Looks at a series; nil below 50 values or when it is constant there.
  ///
  /// - Parameters:
  ///   - series: in time order; NaN is skipped.
  ///   - limit: values looked at; the whole series when nil.
  /// - Complexity: O(k log k + k · lag) for k values.
  public init?(_ series: [Double], limit: Int? = SerialDependence.limit) {
    var kept: [Double] = []
    kept.reserveCapacity(min(limit ?? series.count, series.count))
    for value in series where !value.isNaN {
      if let limit, kept.count == limit { break }
      kept.append(value)
    }
    guard kept.count >= 50 else { return nil }
    let sorted = SortedSample(kept).values
    guard sorted[0] < sorted[sorted.count - 1] else { return nil }
    for index in kept.indices { kept[index] = Double(Self.rank(sorted, kept[index])) }
    let size = EffectiveSampleSize(kept.span, maximumLag: min(kept.count / 2, 2000))
    time = size.time
    relativeError = size.relativeError
    firstLag = Self.firstLag(kept)
    count = kept.count
  }

  private static func firstLag(_ series: [Double]) -> Double {
    let mean = series.reduce(0, +) / Double(series.count)
    var (product, square) = (0.0, (series[0] - mean) * (series[0] - mean))
    for index in 1..<series.count {
      product += (series[index] - mean) * (series[index - 1] - mean)
      square += (series[index] - mean) * (series[index] - mean)
    }
    return product / square
  }

  /// Is the time above 1.2 even two standard errors lower, or the first autocorrelation above four of its own, 1/√n?
  public var isEvident: Bool { time > 1.2 && (time * (1 - 2 * relativeError) > 1.2 || firstLag > 4 / Double(count).squareRoot()) }
  /// ``time`` two standard errors higher: what a careful test counts with.
  public var carefulTime: Double { time * (1 + 2 * relativeError) }

  /// Values below plus values not above.
  private static func rank(_ sorted: [Double], _ value: Double) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    let below = low
    high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return below + low
  }
}
