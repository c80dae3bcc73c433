/// An output of a network: a stretch of what one call gives.
public struct NetworkOutput: Hashable, Sendable {
  /// What its numbers are.
  public enum Kind: Hashable, Sendable {
    /// Real numbers: probabilities, scores, predictions.
    case values
    /// An integer or truth value, such as a class label.
    case label
    /// A text, given as its number in ``CompiledNetwork/texts``.
    case textLabel
  }

  /// The graph's name for it: `probabilities`, `variable`.
  public let name: String
  public let kind: Kind
  /// For a batch of one row.
  public let shape: [Int]
  /// Where it begins among all outputs.
  public let start: Int
  /// Values of it, row-major.
  public let count: Int
}
