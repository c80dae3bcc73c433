/// Writes small ONNX files: only what the tests need of protobuf, each field by its number in `onnx.proto3`.
struct ONNXWriter {
  /// A tensor of the file.
  struct Tensor {
    var name = ""
    var shape: [Int]
    var values: [Double] = []
    /// `TensorProto.DataType`: 1 float, 7 int64, 11 double, 9 bool, 6 int32.
    var type = 1
    /// In a typed list instead of raw bytes.
    var isListed = false

    /// The integer of a number; the ends of the range stand for all beyond.
    private static func word(_ value: Double) -> UInt64 {
      UInt64(bitPattern: value >= 0x1p63 ? .max : value < -0x1p63 ? .min : Int64(value))
    }

    var message: [UInt8] {
      var bytes: [UInt8] = []
      for size in shape { bytes += ONNXWriter.field(1, integer: size) }
      bytes += ONNXWriter.field(2, integer: type)
      if !name.isEmpty { bytes += ONNXWriter.field(8, text: name) }
      var raw: [UInt8] = []
      for value in values {
        switch type {
        case 1: raw += ONNXWriter.little(UInt64(Float(value).bitPattern), 4)
        case 11: raw += ONNXWriter.little(value.bitPattern, 8)
        case 9: raw.append(value == 0 ? 0 : 1)
        case 6: raw += isListed ? ONNXWriter.varint(Self.word(value)) : ONNXWriter.little(Self.word(value), 4)
        default: raw += isListed ? ONNXWriter.varint(Self.word(value)) : ONNXWriter.little(Self.word(value), 8)
        }
      }
      let list = [1: 4, 11: 10, 6: 5, 7: 7][type] ?? 5
      return bytes + ONNXWriter.field(isListed ? list : 9, bytes: raw)
    }
  }

  /// An attribute's value.
  enum Value {
    case integer(Int), float(Float), text(String), integers([Int]), floats([Float]), texts([String]), tensor(Tensor)
  }

  /// An operation of the graph.
  struct Node {
    var operation: String
    var inputs: [String]
    var outputs: [String]
    var attributes: [(String, Value)] = []
    var domain = ""

    var message: [UInt8] {
      var bytes: [UInt8] = []
      for name in inputs { bytes += ONNXWriter.field(1, text: name) }
      for name in outputs { bytes += ONNXWriter.field(2, text: name) }
      bytes += ONNXWriter.field(4, text: operation)
      for (name, value) in attributes { bytes += ONNXWriter.field(5, bytes: ONNXWriter.attribute(name, value)) }
      return domain.isEmpty ? bytes : bytes + ONNXWriter.field(7, text: domain)
    }
  }

  /// Name, element type and shape of an input or output; `nil` dimensions are the batch.
  struct Info {
    var name: String
    var type = 1
    var shape: [Int?]
    /// Unknown dimensions by name, in turn.
    var symbols = ["N"]

    var message: [UInt8] {
      var dimensions: [UInt8] = []
      var unknown = 0
      for size in shape {
        if let size {
          dimensions += ONNXWriter.field(1, bytes: ONNXWriter.field(1, integer: size))
        } else {
          dimensions += ONNXWriter.field(1, bytes: ONNXWriter.field(2, text: symbols[unknown % symbols.count]))
          unknown += 1
        }
      }
      let tensor = ONNXWriter.field(1, integer: type) + ONNXWriter.field(2, bytes: dimensions)
      return ONNXWriter.field(1, text: name) + ONNXWriter.field(2, bytes: ONNXWriter.field(1, bytes: tensor))
    }
  }

  var nodes: [Node]
  var inputs: [Info]
  var outputs: [String]
  var initializers: [Tensor] = []
  var opset = 17
  var metadata: [(String, String)] = []

  var bytes: [UInt8] {
    var graph: [UInt8] = []
    for node in nodes { graph += Self.field(1, bytes: node.message) }
    graph += Self.field(2, text: "test")
    for tensor in initializers { graph += Self.field(5, bytes: tensor.message) }
    for input in inputs { graph += Self.field(11, bytes: input.message) }
    for name in outputs { graph += Self.field(12, bytes: Self.field(1, text: name)) }
    var model = Self.field(1, integer: 8) + Self.field(2, text: "tests") + Self.field(7, bytes: graph)
    model += Self.field(8, bytes: Self.field(1, text: "") + Self.field(2, integer: opset))
    model += Self.field(8, bytes: Self.field(1, text: "ai.onnx.ml") + Self.field(2, integer: 3))
    for (key, value) in metadata { model += Self.field(14, bytes: Self.field(1, text: key) + Self.field(2, text: value)) }
    return model
  }

  static func varint(_ value: UInt64) -> [UInt8] {
    var value = value
    var bytes: [UInt8] = []
    while value >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 128)
      value >>= 7
    }
    return bytes + [UInt8(value)]
  }

  static func little(_ value: UInt64, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) } }
  static func field(_ number: Int, bytes: [UInt8]) -> [UInt8] { varint(UInt64(number << 3 | 2)) + varint(UInt64(bytes.count)) + bytes }
  static func field(_ number: Int, text: String) -> [UInt8] { field(number, bytes: Array(text.utf8)) }
  static func field(_ number: Int, integer: Int) -> [UInt8] { varint(UInt64(number << 3)) + varint(UInt64(bitPattern: Int64(integer))) }
  static func field(_ number: Int, float: Float) -> [UInt8] { varint(UInt64(number << 3 | 5)) + little(UInt64(float.bitPattern), 4) }

  static func attribute(_ name: String, _ value: Value) -> [UInt8] {
    let head = field(1, text: name)
    switch value {
    case .integer(let value): return head + field(3, integer: value) + field(20, integer: 2)
    case .float(let value): return head + field(2, float: value) + field(20, integer: 1)
    case .text(let value): return head + field(4, text: value) + field(20, integer: 3)
    case .integers(let list): return head + list.flatMap { field(8, integer: $0) } + field(20, integer: 7)
    case .floats(let list): return head + list.flatMap { field(7, float: $0) } + field(20, integer: 6)
    case .texts(let list): return head + list.flatMap { field(9, text: $0) } + field(20, integer: 8)
    case .tensor(let tensor): return head + field(5, bytes: tensor.message) + field(20, integer: 4)
    }
  }
}
