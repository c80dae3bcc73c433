/// A perceptron as the bytes of an ONNX file, weights from a seed: for measurements that must not depend on a file.
///
/// Source: the field numbers of `onnx.proto3`.
struct NetworkBytes {
  private var bytes: [UInt8] = []

  /// 50-64-32-1, ReLU between, sigmoid behind.
  static func perceptron(seed: UInt64) -> [UInt8] {
    var random = SeededNormals(seed: seed)
    let widths = [50, 64, 32, 1]
    var graph = NetworkBytes()
    var name = "x"
    for layer in 1..<widths.count {
      let (rows, columns) = (widths[layer - 1], widths[layer])
      let isLast = layer == widths.count - 1
      graph.message(1, node("Gemm", [name, "w\(layer)", "b\(layer)"], "h\(layer)"))
      name = isLast ? "y" : "r\(layer)"
      graph.message(1, node(isLast ? "Sigmoid" : "Relu", ["h\(layer)"], name))
      graph.message(5, tensor("w\(layer)", [rows, columns], (0..<rows * columns).map { _ in Float(random.normal() / Double(rows).squareRoot()) }))
      graph.message(5, tensor("b\(layer)", [columns], (0..<columns).map { _ in Float(random.normal() * 0.1) }))
    }
    graph.text(2, "perceptron")
    graph.message(11, value("x", columns: 50))
    graph.message(12, value("y", columns: 1))
    var model = NetworkBytes()
    model.number(1, 8)
    model.message(7, graph)
    var opset = NetworkBytes()
    opset.number(2, 17)
    model.message(8, opset)
    return model.bytes
  }

  private static func node(_ operation: String, _ inputs: [String], _ output: String) -> NetworkBytes {
    var node = NetworkBytes()
    for input in inputs { node.text(1, input) }
    node.text(2, output)
    node.text(4, operation)
    return node
  }

  private static func tensor(_ name: String, _ shape: [Int], _ values: [Float]) -> NetworkBytes {
    var tensor = NetworkBytes()
    for size in shape { tensor.number(1, UInt64(size)) }
    tensor.number(2, 1)
    tensor.text(8, name)
    var raw = NetworkBytes()
    for value in values {
      for shift in stride(from: UInt32(0), to: 32, by: 8) { raw.bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift)) }
    }
    tensor.message(9, raw)
    return tensor
  }

  /// One row of float32 columns.
  private static func value(_ name: String, columns: Int) -> NetworkBytes {
    var (shape, tensor, type, value) = (NetworkBytes(), NetworkBytes(), NetworkBytes(), NetworkBytes())
    for size in [1, columns] {
      var dimension = NetworkBytes()
      dimension.number(1, UInt64(size))
      shape.message(1, dimension)
    }
    tensor.number(1, 1)
    tensor.message(2, shape)
    type.message(1, tensor)
    value.text(1, name)
    value.message(2, type)
    return value
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func number(_ field: UInt64, _ value: UInt64) {
    varint(field << 3)
    varint(value)
  }

  private mutating func message(_ field: UInt64, _ message: NetworkBytes) {
    varint(field << 3 | 2)
    varint(UInt64(message.bytes.count))
    bytes += message.bytes
  }

  private mutating func text(_ field: UInt64, _ text: String) {
    var message = NetworkBytes()
    message.bytes = Array(text.utf8)
    self.message(field, message)
  }
}
