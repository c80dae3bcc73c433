/// What a model file is, by its first bytes.
public enum ModelFileFormat: Hashable, Sendable {
  case xgboostJSON, xgboostUBJSON, xgboostBinary, lightGBMText, onnx, unknown

  /// Looks at the first bytes only.
  public init(_ bytes: Span<UInt8>) {
    func starts(_ text: StaticString, at offset: Int = 0) -> Bool {
      let wanted = Array(text.description.utf8)
      guard bytes.count >= offset + wanted.count else { return false }
      for index in wanted.indices where bytes[offset + index] != wanted[index] { return false }
      return true
    }
    var index = 0
    while index < bytes.count, [32, 9, 10, 13].contains(bytes[index]) { index += 1 }
    if starts("binf") {
      self = .xgboostBinary
    } else if starts("tree\n") || starts("tree\r\n") {
      self = .lightGBMText
    } else if index < bytes.count, bytes[index] == 123 {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      self = index == 0 && [UInt8(ascii: "L"), UInt8(ascii: "l"), UInt8(ascii: "i"), UInt8(ascii: "U"), UInt8(ascii: "I")].contains(next)
        ? .xgboostUBJSON : .xgboostJSON
    } else if bytes.count > 2, bytes[0] == 8, bytes[1] < 32 {
      self = .onnx
    } else {
      self = .unknown
    }
  }

  /// The format's name for a person.
  public var name: String {
    switch self {
    case .xgboostJSON: "XGBoost JSON"
    case .xgboostUBJSON: "XGBoost UBJSON"
    case .xgboostBinary: "XGBoost's old binary format"
    case .lightGBMText: "LightGBM text"
    case .onnx: "ONNX"
    case .unknown: "no known model format"
    }
  }
}
