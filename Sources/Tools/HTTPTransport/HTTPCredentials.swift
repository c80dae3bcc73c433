/// Name and password of basic authentication. Printed, the password is three dots.
public struct HTTPCredentials: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var user: String
  let password: String
  public init(user: String, password: String) {
    self.user = user
    self.password = password
  }
  public var description: String { "\(user):•••" }
  public var debugDescription: String { description }
  /// What a dump shows: no secret.
  public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
