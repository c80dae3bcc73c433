/// What of a score is asked for.
public enum ScorerOutput: Hashable, Sendable {
  /// The transformed score: a probability, a predicted value; one number an output or class.
  case value
  /// The score before its transform.
  case margin
  /// The number of the leaf that the row reaches, one a tree.
  case leaf
  /// Shapley values: one number a column and the bias, for each output behind one another.
  case contribution
  /// The output of a network's graph that bears this name.
  case named(String)

  /// Knows the four words; any other text is the name of a graph's output.
  public init(_ text: String) {
    switch text {
    case "value": self = .value
    case "margin": self = .margin
    case "leaf": self = .leaf
    case "contribution": self = .contribution
    default: self = .named(text)
    }
  }
}
