/// What a model says of one row.
public struct Score: Hashable, Sendable {
  /// The sum of base margin and leaves, before any transform.
  public var margin: Float
  /// The transformed margin: a probability for `binary:logistic`, the predicted value for a regression.
  public var value: Float

  /// A score from its parts.
  @inlinable public init(margin: Float, value: Float) {
    self.margin = margin
    self.value = value
  }
}
