/// What a model says of one row.
public struct Score: Hashable, Sendable {
  /// Base margin and leaves joined, before any transform; of a single-precision model the widened single.
  public var margin: Double
  /// The transformed margin: a probability for `binary:logistic`, the predicted value for a regression.
  public var value: Double

  /// A score from its parts.
  @inlinable public init(margin: Double, value: Double) {
    self.margin = margin
    self.value = value
  }
}
