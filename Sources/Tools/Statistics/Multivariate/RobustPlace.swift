/// Where a feature lies and how wide it is, whatever its tails.
public struct RobustPlace: Sendable, Hashable {
  /// Median.
  public let centre: Double
  /// Interquartile range / 1.349, a standard deviation for normal values; the standard deviation where that is 0, and 1 where that is 0
  /// too or not finite.
  public let scale: Double

  /// Places a feature.
  ///
  /// - Parameter values: at least one, finite.
  /// - Complexity: O(n).
  public init(_ values: some Collection<Double>) {
    precondition(!values.isEmpty, "a feature has values")
    let sorted = SortedSample(Array(values)).values
    centre = Quantile.linear(sorted: sorted.span, probability: 0.5)
    let range = (Quantile.linear(sorted: sorted.span, probability: 0.75) - Quantile.linear(sorted: sorted.span, probability: 0.25)) / 1.349
    if range > 0, range.isFinite {
      scale = range
      return
    }
    var moments = Moments()
    for value in sorted { moments.update(value) }
    let deviation = moments.standardDeviation ?? 0
    scale = deviation > 0 && deviation.isFinite ? deviation : 1
  }
}
