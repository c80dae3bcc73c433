/// Least, middle and greatest of a few measurements.
public struct Spread: Hashable, Sendable {
  /// The least.
  public let min: Double
  /// The middle one; the mean of the two middle ones for an even count.
  public let median: Double
  /// The greatest.
  public let max: Double

  /// Orders measurements.
  ///
  /// - Returns: nil for none.
  /// - Complexity: O(k log k).
  public init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let least = sorted.first, let greatest = sorted.last else { return nil }
    let half = sorted.count / 2
    min = least
    max = greatest
    median = sorted.count.isMultiple(of: 2) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half]
  }
}
