/// Measurement and tags of a series, escaped and sorted once: the prefix of each of its lines.
public struct SeriesKey: Hashable, Sendable {
  /// `measurement,key=value,…`, without the space that follows.
  public let bytes: [UInt8]

  /// - Parameter tags: in any order; those with an empty value are left out.
  /// - Throws: ``LineProtocolError`` when a name or value cannot be written under the rules.
  public init(measurement: String, tags: [Point.Tag] = [], rules: EncodingRules = .strict) throws(LineProtocolError) {
    var bytes: [UInt8] = []
    try Self.append(measurement: measurement, tags: tags, rules: rules, to: &bytes)
    self.bytes = bytes
  }

  static func append(
    measurement: String, tags: [Point.Tag], rules: EncodingRules, to bytes: inout [UInt8]
  ) throws(LineProtocolError) {
    let start = bytes.count
    try NameRules.append(measurement, .measurement, rules: rules, to: &bytes)
    var sorted = tags.filter { !$0.value.isEmpty }
    if sorted.count > 1 { sorted.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } }
    for (index, tag) in sorted.enumerated() {
      if index > 0, sorted[index - 1].key.utf8.elementsEqual(tag.key.utf8) { throw .duplicate(.tagKey) }
      bytes.append(44)
      try NameRules.append(tag.key, .tagKey, rules: rules, to: &bytes)
      bytes.append(61)
      try NameRules.append(tag.value, .tagValue, rules: rules, to: &bytes)
    }
    let length = bytes.count - start
    if length > NameRules.maximumSeriesBytes { throw .seriesTooLong(bytes: length) }
  }
}
