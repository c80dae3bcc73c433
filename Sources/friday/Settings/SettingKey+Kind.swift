import JSONBytes

extension SettingKey.Kind {
  /// Is a JSON value, known by its first byte and range, of this kind?
  func accepts(_ first: UInt8, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let isNumber = first == 45 || (48...57).contains(first)
    switch self {
    case .text: return first == 34
    case .list: return first == 91
    case .flag: return first == 116 || first == 102
    case .number: return isNumber
    case .integer: return isNumber && JSONCursor.integer(bytes, range) != nil
    }
  }

  var words: String {
    switch self {
    case .text: "a text"
    case .list: "a list of texts"
    case .flag: "true or false"
    case .number: "a number"
    case .integer: "a whole number"
    }
  }
}
