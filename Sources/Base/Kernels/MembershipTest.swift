/// A question of membership as a slot of its own, of rank 0 or 1: a node with key 1 sends rank 0 left.
public struct MembershipTest: Sendable, Hashable {
  /// Place in the row.
  public var source: Int
  /// Where the rank is written.
  public var slot: Int
  /// Ascending, no NaN; whole numbers when the value is cut.
  public var members: [Double]
  /// Rank of a member; others have the other rank.
  public var memberRank: Int
  /// Rank of a missing value.
  public var missingRank: Int
  /// NaN counts as 0 and is not missing.
  public var nanIsZero: Bool
  /// A value that is missing beside NaN; NaN for none.
  public var missing: Double
  /// The value is a category: cut to an integer, and none unless above this and below 2³¹. `nil` compares the value as it is.
  public var categoriesAbove: Double?

  /// A test from its parts.
  public init(
    source: Int, slot: Int, members: [Double], memberRank: Int, missingRank: Int, nanIsZero: Bool = false, missing: Double = .nan,
    categoriesAbove: Double? = nil
  ) {
    self.source = source
    self.slot = slot
    self.members = members
    self.memberRank = memberRank
    self.missingRank = missingRank
    self.nanIsZero = nanIsZero
    self.missing = missing
    self.categoriesAbove = categoriesAbove
  }
}
