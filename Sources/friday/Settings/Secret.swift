/// A text that must not be shown: prints as dots wherever it is printed.
struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  let exposed: String
  init(_ text: String) { exposed = text }
  var description: String { "•••" }
  var debugDescription: String { "•••" }
  /// Without children, so that `dump` shows nothing either.
  var customMirror: Mirror { Mirror(self, children: [:]) }
}
