/// A header's name and value. Printed, the value of one that bears a secret is three dots.
public struct HTTPHeader: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var name: String
  public var value: String
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  private static let secret: Set<String> = [
    "authorization", "proxy-authorization", "cookie", "set-cookie", "api-key", "api-sign", "x-api-key", "x-auth-token",
  ]

  /// Does the value belong in no log?
  public var isSecret: Bool { Self.secret.contains(name.lowercased()) }
  public var description: String { "\(name): \(isSecret ? "•••" : value)" }
  public var debugDescription: String { description }
  /// What a dump shows: no secret.
  public var customMirror: Mirror { Mirror(self, children: ["name": name, "value": isSecret ? "•••" : value]) }
}
