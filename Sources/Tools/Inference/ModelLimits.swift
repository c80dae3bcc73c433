/// How large a model file may be: beyond these it is refused, not read.
public struct ModelLimits: Hashable, Sendable {
  /// Bytes of the file.
  public var bytes: Int
  /// Trees of the forest.
  public var trees: Int
  /// Nodes of all trees together.
  public var nodes: Int
  /// Questions on one path.
  public var depth: Int
  /// Columns.
  public var features: Int
  /// Outputs (classes or targets).
  public var groups: Int

  /// Limits; the defaults hold every model that scores in less than some milliseconds.
  public init(
    bytes: Int = 256 << 20, trees: Int = 100_000, nodes: Int = 1 << 24, depth: Int = 1024, features: Int = 65_536, groups: Int = 4096
  ) {
    self.bytes = bytes
    self.trees = trees
    self.nodes = nodes
    self.depth = depth
    self.features = features
    self.groups = groups
  }
}
