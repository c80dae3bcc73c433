/// How large an ONNX file and its graph may be: beyond these it is refused, not read.
public struct ONNXLimits: Hashable, Sendable {
  /// Bytes of the file.
  public var bytes: Int
  /// Nodes of the graph.
  public var nodes: Int
  /// Initializers of the graph.
  public var tensors: Int
  /// Attributes, inputs and outputs of one node, entries of a list of names.
  public var entries: Int
  /// Elements of all tensors together, read or made by folding constants.
  public var elements: Int
  /// Columns of a row.
  public var features: Int
  /// Values that one call computes, all steps together.
  public var values: Int
  /// Nodes of all trees together.
  public var treeNodes: Int
  /// Multiplications of one call.
  public var work: Int

  /// Limits; the defaults hold every model that scores in less than some milliseconds.
  public init(
    bytes: Int = 256 << 20, nodes: Int = 16_384, tensors: Int = 16_384, entries: Int = 4096, elements: Int = 1 << 25, features: Int = 16_384,
    values: Int = 1 << 17, treeNodes: Int = 1 << 24, work: Int = 1 << 30
  ) {
    self.bytes = bytes
    self.nodes = nodes
    self.tensors = tensors
    self.entries = entries
    self.elements = elements
    self.features = features
    self.values = values
    self.treeNodes = treeNodes
    self.work = work
  }
}
