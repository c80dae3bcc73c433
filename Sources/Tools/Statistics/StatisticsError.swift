/// Why a statistic cannot be computed from what it was given.
public enum StatisticsError: Error, Hashable, Sendable {
  /// Fewer values than the statistic is defined for.
  case sampleTooSmall(count: Int, minimum: Int)
  /// A probability outside 0…1, or NaN.
  case notAProbability(Double)
  /// Values on both infinities where a difference of two is needed.
  case infiniteValues
}
