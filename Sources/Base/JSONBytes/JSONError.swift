/// Where a text stops being JSON.
public enum JSONError: Error, Hashable, Sendable {
  /// Another byte than the grammar allows here.
  case unexpected(offset: Int)
  /// The text ends inside a value.
  case truncated(offset: Int)
  /// Deeper than the reader's bound.
  case tooDeep(offset: Int)

  /// The byte at which the text is wrong.
  public var offset: Int {
    switch self {
    case .unexpected(let offset), .truncated(let offset), .tooDeep(let offset): offset
    }
  }
}
