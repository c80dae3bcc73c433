/// Points to lines.
///
/// ```text
/// measurement[,tag=value…] field=value[,field=value…] [nanoseconds]
/// ```
///
/// Tags are sorted by the bytes of their keys and left out when empty; floats are the shortest text that reads back the same.
///
/// Source: InfluxData, "Line protocol reference"; where servers differ, what InfluxDB 1.6.7 was measured to read back.
public struct PointEncoder: Sendable {
  public var rules: EncodingRules

  public init(rules: EncodingRules = .strict) { self.rules = rules }

  /// Appends one line without its line break; on an error the bytes are as they were.
  ///
  /// - Complexity: O(bytes + tags · log tags).
  public func append(_ point: Point, to bytes: inout [UInt8]) throws(LineProtocolError) {
    let start = bytes.count
    do throws(LineProtocolError) {
      try write(point, to: &bytes)
    } catch {
      bytes.removeSubrange(start...)
      throw error
    }
  }

  /// One line's text.
  public func line(_ point: Point) throws(LineProtocolError) -> String {
    var bytes: [UInt8] = []
    try write(point, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(_ point: Point, to bytes: inout [UInt8]) throws(LineProtocolError) {
    let start = bytes.count
    try SeriesKey.append(measurement: point.measurement, tags: point.tags, rules: rules, to: &bytes)
    let series = bytes.count - start
    guard !point.fields.isEmpty else { throw .noFields }
    if NameRules.repeats(point.fields.count, { point.fields[$0].key }) { throw .duplicate(.fieldKey) }
    for (index, field) in point.fields.enumerated() {
      bytes.append(index == 0 ? 32 : 44)
      let keyStart = bytes.count
      try NameRules.append(field.key, .fieldKey, rules: rules, to: &bytes)
      // The server's key is series, a separator of four bytes, and the field.
      let length = series + 4 + bytes.count - keyStart
      if length > NameRules.maximumSeriesBytes { throw .seriesTooLong(bytes: length) }
      bytes.append(61)
      switch field.value {
      case .float(let value):
        guard value.isFinite else { throw .notFinite }
        LineNumber.append(value, to: &bytes)
      case .integer(let value):
        LineNumber.append(value, to: &bytes)
        bytes.append(105)
      case .unsigned(let value):
        if rules == .strict { throw .unsigned }
        LineNumber.append(digits: value, to: &bytes)
        bytes.append(117)
      case .boolean(let value): bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
      case .string(let value): try NameRules.append(string: value, rules: rules, to: &bytes)
      }
    }
    if let time = point.time {
      try NameRules.check(time: time)
      bytes.append(32)
      LineNumber.append(time, to: &bytes)
    }
  }
}
