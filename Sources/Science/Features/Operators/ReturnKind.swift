/// What a statistic of a series is taken of.
public enum ReturnKind: String, CaseIterable, Hashable, Sendable, Codable {
  /// The values themselves.
  case value
  /// x / x' − 1; none where x' is 0.
  case simpleReturn = "simple_return"
  /// ln(x / x'); none where the quotient is not positive.
  case logReturn = "log_return"
}
