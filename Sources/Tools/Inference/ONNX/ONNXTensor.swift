/// A constant tensor of a file.
struct ONNXTensor {
  var name = ""
  var type: ONNXElementType = .float
  var shape: [Int] = []
  /// Numbers, row-major; empty for texts.
  var values: [Double] = []
  var texts: [String] = []
  /// Byte of the file at which it stands.
  var offset = 0

  var count: Int { type == .text ? texts.count : values.count }
}
