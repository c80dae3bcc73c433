/// A field's name, escaped once, with its `=`.
public struct FieldKey: Hashable, Sendable {
  /// `name=`
  public let bytes: [UInt8]

  /// - Throws: ``LineProtocolError`` when the name cannot be written under the rules.
  public init(_ name: String, rules: EncodingRules = .strict) throws(LineProtocolError) {
    var bytes: [UInt8] = []
    try NameRules.append(name, .fieldKey, rules: rules, to: &bytes)
    bytes.append(61)
    self.bytes = bytes
  }
}
