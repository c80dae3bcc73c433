public import Statistics

/// What a sample looks like: counts, moments and quantiles of its values.
public struct SampleSummary: Hashable, Sendable {
  /// Values without NaN.
  public let count: Int
  /// Values that were NaN and left out.
  public let nanCount: Int
  /// ±inf among the values.
  public let infiniteCount: Int
  /// nil when a value is infinite.
  public let mean: Double?
  /// Sample standard deviation; nil below two values or when a value is infinite.
  public let standardDeviation: Double?
  /// Quantiles of type 7 at 0, 5, 25, 50, 75, 95 and 100 %.
  public let quantiles: [Double]

  /// The levels of ``quantiles``.
  public static let levels = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]

  /// Summarises a sorted sample with at least one value.
  ///
  /// - Complexity: O(n).
  public init(_ sample: SortedSample) {
    precondition(!sample.values.isEmpty, "a summary needs a value")
    count = sample.values.count
    nanCount = sample.nanCount
    infiniteCount = sample.infiniteCount
    // Two passes over the sorted values: as exact as Welford's update and free of its division a value.
    var sum = 0.0
    for value in sample.values { sum += value }
    let mean = sum / Double(sample.values.count)
    if sample.infiniteCount == 0 && mean.isFinite {
      var squares = 0.0
      for value in sample.values { squares += (value - mean) * (value - mean) }
      self.mean = mean
      standardDeviation = sample.values.count > 1 ? (squares / Double(sample.values.count - 1)).squareRoot() : nil
    } else {
      self.mean = nil
      standardDeviation = nil
    }
    quantiles = Self.levels.map { Quantile.linear(sorted: sample.values.span, probability: $0) }
  }
}
