/// Something about a feed that people should be able to read: a constant message, data beside it.
public struct FeedEvent: Hashable, Sendable {
  /// How much a person should mind.
  public enum Level: Hashable, Sendable { case debug, info, warning, error }

  public var level: Level
  /// Constant, so that it can be searched for.
  public var message: String
  public var fields: [String: String]

  public init(_ level: Level, _ message: String, _ fields: [String: String] = [:]) {
    self.level = level
    self.message = message
    self.fields = fields
  }
}
