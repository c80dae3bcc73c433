/// Element types of tensors, by ONNX's numbers.
enum ONNXElementType: Hashable, Sendable {
  case float, double, integer, bool, text

  /// - Parameter code: `TensorProto.DataType`; integers of all widths are one kind here.
  init?(code: Int64) {
    switch code {
    case 1: self = .float
    case 11: self = .double
    case 2, 3, 4, 5, 6, 7, 12, 13: self = .integer
    case 8: self = .text
    case 9: self = .bool
    default: return nil
    }
  }

  var name: String {
    switch self {
    case .float: "float"
    case .double: "double"
    case .integer: "int64"
    case .bool: "bool"
    case .text: "string"
    }
  }

  var isNumeric: Bool { self != .text }
  var isReal: Bool { self == .float || self == .double }
}
