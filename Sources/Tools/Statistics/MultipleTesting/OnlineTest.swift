/// A test decided online: before the next p-value is known, its level is.
public struct OnlineTest: Sendable, Hashable {
  /// Level the p-value was held against.
  public let level: Double
  /// Was it at or below?
  public let rejected: Bool
}
