/// A model's identity: what a prediction is stamped with.
public struct ModelVersion: Hashable, Sendable, Codable, CustomStringConvertible {
  public var name: String
  /// Semantic version, `1.0.0`.
  public var version: String
  public init(name: String, version: String) {
    self.name = name
    self.version = version
  }
  public var description: String { "\(name)@\(version)" }
}
