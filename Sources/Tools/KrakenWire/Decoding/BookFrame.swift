public import Domain

/// The content of a `book` frame: a reusable buffer, filled anew by every decode without allocating once it has grown.
public struct BookFrame: Sendable {
  public internal(set) var isSnapshot = false
  /// One entry an instrument; the protocol sends one, more are taken as well.
  public internal(set) var updates: [BookUpdate] = []
  /// All levels of all updates; quantity 0 deletes.
  public internal(set) var levels: [BookLevel] = []
  /// Books of symbols that the decoder's table does not hold: left.
  public internal(set) var strangers = 0

  public init() {}

  mutating func clear(isSnapshot: Bool) {
    self.isSnapshot = isSnapshot
    updates.removeAll(keepingCapacity: true)
    levels.removeAll(keepingCapacity: true)
    strangers = 0
  }
}
