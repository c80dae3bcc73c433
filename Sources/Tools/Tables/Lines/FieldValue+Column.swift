import LineProtocol

extension FieldValue {
  /// The value as a number, when it is of a number's type.
  var number: Double? {
    switch self {
    case .float(let value): value
    case .integer(let value): Double(value)
    case .unsigned(let value): Double(value)
    case .boolean, .string: nil
    }
  }

  /// The value as text, when it is not a number's.
  var category: String? {
    switch self {
    case .boolean(let value): value ? "true" : "false"
    case .string(let value): value
    case .float, .integer, .unsigned: nil
    }
  }
}
