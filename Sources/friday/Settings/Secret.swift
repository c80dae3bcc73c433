/// A text that must not be shown: prints as dots wherever it is printed.
struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  let exposed: String
  init(_ text: String) { exposed = text }
  var description: String { "•••" }
  var debugDescription: String { "•••" }
}
