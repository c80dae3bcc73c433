/// A parameter that a calculator cannot take.
public struct ParameterFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The parameter's key.
  public var key: String
  /// What is wrong with it, as the end of a sentence: "is 0, at least 1 is needed".
  public var reason: String

  /// A fault of a key.
  public init(key: String, reason: String) {
    self.key = key
    self.reason = reason
  }

  public var description: String { "parameter \"\(key)\" \(reason)" }
}
