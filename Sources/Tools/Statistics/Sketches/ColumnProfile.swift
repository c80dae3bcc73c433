/// The profile of one column, of either kind.
public enum ColumnProfile: Sendable, Equatable, Codable {
  case numeric(NumericProfile)
  case categorical(CategoricalProfile)

  /// Cells seen.
  public var count: Int {
    switch self {
    case .numeric(let profile): profile.count
    case .categorical(let profile): profile.count
    }
  }

  /// Takes another part's profile of the same column in.
  ///
  /// - Returns: `false`, and nothing has changed, when one is numeric with values and the other categorical with texts. A side that has seen nothing but missing
  ///   cells takes the other's kind.
  public mutating func merge(_ other: ColumnProfile) -> Bool {
    switch (self, other) {
    case (.numeric(var mine), .numeric(let theirs)):
      mine.merge(theirs)
      self = .numeric(mine)
    case (.categorical(var mine), .categorical(let theirs)):
      mine.merge(theirs)
      self = .categorical(mine)
    case (.numeric(let mine), .categorical(var theirs)):
      guard mine.sketch.count == 0 else { return false }
      theirs.updateEmpty(mine.nanCount)
      self = .categorical(theirs)
    case (.categorical(var mine), .numeric(let theirs)):
      guard theirs.sketch.count == 0 else { return false }
      mine.updateEmpty(theirs.nanCount)
      self = .categorical(mine)
    }
    return true
  }
}
