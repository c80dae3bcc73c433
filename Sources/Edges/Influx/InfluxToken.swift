/// An API token of InfluxDB 2. Printed, it is three dots.
public struct InfluxToken: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  let text: String
  public init(_ text: String) { self.text = text }
  public var description: String { "•••" }
  public var debugDescription: String { description }
  /// What a dump shows: no secret.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
