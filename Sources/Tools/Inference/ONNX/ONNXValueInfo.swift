/// Name, type and shape of an input or output of a graph.
struct ONNXValueInfo {
  var name = ""
  /// `nil` for what is no tensor: a sequence of maps.
  var typeCode: Int64?
  /// `nil` when the file does not say; a dimension is a number, or `nil` for a symbol or nothing.
  var shape: [Int?]?
  /// Names of symbolic dimensions, empty for none, beside `shape`.
  var symbols: [String] = []
  var offset = 0
}
