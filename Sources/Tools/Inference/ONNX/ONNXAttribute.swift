/// An attribute of a node; the file says by its type which of these is meant.
struct ONNXAttribute {
  var name = ""
  /// `AttributeProto.AttributeType`: 1 float, 2 int, 3 string, 4 tensor, 5 graph, 6 floats, 7 ints, 8 strings; 0 in old files.
  var type: Int64 = 0
  var float: Float = 0
  var integer: Int64 = 0
  var text = ""
  var tensor: ONNXTensor?
  var floats: [Float] = []
  var integers: [Int64] = []
  var texts: [String] = []
}
