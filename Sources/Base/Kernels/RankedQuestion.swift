/// A question of ranks: left when the slot's rank is below the key.
public struct RankedQuestion: Sendable, Hashable {
  /// Slot of the row's ranks.
  public var slot: Int32
  /// 0 sends every rank right, one above the column's thresholds every rank but the greatest left.
  public var key: UInt32
  /// A question of the tree, or `~leaf`.
  public var left: Int32
  /// A question of the tree, or `~leaf`.
  public var right: Int32

  /// A question from its parts.
  public init(slot: Int32, key: UInt32, left: Int32, right: Int32) {
    self.slot = slot
    self.key = key
    self.left = left
    self.right = right
  }
}
