/// One node of a tree as it stands in a model file: a question, or a leaf.
public struct ForestNode: Hashable, Sendable {
  /// Index of the left child in the same tree; −1 marks a leaf.
  public var left: Int32
  /// Index of the right child; −1 in a leaf.
  public var right: Int32
  /// Column asked; 0 in a leaf.
  public var feature: Int32
  /// A question's threshold (left when value < threshold, both in single precision), or a leaf's value.
  public var value: Float
  /// Where a missing value goes.
  public var defaultLeft: Bool
  /// Index into ``ForestTree/categorySets`` of a categorical question; −1 when the question is numeric.
  public var categorySet: Int32
  /// Training weight that reached the node, the sum of hessians; 0 where the file says nothing. Only explanations look at it.
  public var cover: Float

  /// A node from its fields; nothing is checked until a ``ForestTree`` is made of it.
  public init(left: Int32, right: Int32, feature: Int32, value: Float, defaultLeft: Bool, categorySet: Int32 = -1, cover: Float = 0) {
    self.left = left
    self.right = right
    self.feature = feature
    self.value = value
    self.defaultLeft = defaultLeft
    self.categorySet = categorySet
    self.cover = cover
  }

  /// A leaf of this value.
  public static func leaf(_ value: Float) -> ForestNode {
    ForestNode(left: -1, right: -1, feature: 0, value: value, defaultLeft: false)
  }

  /// No question is asked here.
  public var isLeaf: Bool { left == -1 }
}
