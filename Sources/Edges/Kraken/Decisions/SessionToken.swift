/// The token of a private session. Prints as `•••`, wherever it is printed from.
public struct SessionToken: Hashable, Sendable {
  private let text: String

  public init(_ text: String) { self.text = text }

  /// The token itself, for the frame that needs it and nothing else.
  public func reveal() -> String { text }
}

extension SessionToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "•••" }
  public var debugDescription: String { "•••" }
  /// Nothing: a token is not shown by a dump either.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
