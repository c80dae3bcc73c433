import Configuration
import Domain

/// Reads one key after another and says what is wrong with the one that cannot be read.
struct SettingsReader {
  private let reader: ConfigReader

  init(_ reader: ConfigReader) { self.reader = reader }

  /// The text of a key; empty text counts as absent.
  func text(_ key: SettingKey) throws(Diagnostic) -> String? {
    reader.string(forKey: ConfigKey(key.rawValue), isSecret: key.isSecret).flatMap { $0.isEmpty ? nil : $0 }
  }

  func list(_ key: SettingKey) -> [String]? { reader.stringArray(forKey: ConfigKey(key.rawValue)) }

  func integer(_ key: SettingKey, in range: ClosedRange<Int>) throws(Diagnostic) -> Int? {
    guard let value = reader.int(forKey: ConfigKey(key.rawValue)) else { return try absent(key) }
    return try checked(value, key, range)
  }

  func number(_ key: SettingKey, in range: ClosedRange<Double>) throws(Diagnostic) -> Double? {
    guard let value = reader.double(forKey: ConfigKey(key.rawValue)) else {
      if let whole = reader.int(forKey: ConfigKey(key.rawValue)) { return try checked(Double(whole), key, range) }
      return try absent(key)
    }
    return try checked(value, key, range)
  }

  func flag(_ key: SettingKey) throws(Diagnostic) -> Bool? {
    guard let value = reader.bool(forKey: ConfigKey(key.rawValue)) else { return try absent(key) }
    return value
  }

  /// A value that is there but of another kind must not pass for an absent one.
  private func absent<Value>(_ key: SettingKey) throws(Diagnostic) -> Value? {
    guard let text = reader.string(forKey: ConfigKey(key.rawValue), isSecret: key.isSecret), !text.isEmpty else { return nil }
    throw Diagnostic(
      code: "config.wrong_kind", exitCode: .badConfiguration, message: "\(key.rawValue) must be \(key.kind.words)",
      hint: "mend it in the file or in the variable \(key.variable)")
  }

  private func checked<Value: Comparable>(_ value: Value, _ key: SettingKey, _ range: ClosedRange<Value>) throws(Diagnostic) -> Value {
    guard range.contains(value) else {
      throw Diagnostic(
        code: "config.out_of_range", exitCode: .badConfiguration,
        message: "\(key.rawValue) is \(value), which is outside \(range.lowerBound)…\(range.upperBound)",
        hint: "mend it in the file or in the variable \(key.variable)")
    }
    return value
  }
}
