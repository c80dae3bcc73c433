import JSONBytes

extension FrameDecoder {
  /// Reads the data array of a `status` frame: its last element counts.
  func readStatus(_ bytes: Span<UInt8>, _ cursor: inout JSONCursor) throws -> SystemStatus {
    var latest: SystemStatus?
    var first = true
    try cursor.beginArray(bytes)
    while try cursor.nextElement(bytes, first: &first) {
      var status = SystemStatus(system: "")
      var firstKey = true
      try cursor.beginObject(bytes)
      while let key = try cursor.nextKey(bytes, first: &firstKey) {
        if JSONCursor.matches(bytes, key, "system") {
          status.system = try cursor.text(bytes)
        } else if JSONCursor.matches(bytes, key, "api_version") {
          status.apiVersion = try cursor.textIfString(bytes)
        } else if JSONCursor.matches(bytes, key, "version") {
          status.version = try cursor.textIfString(bytes)
        } else if JSONCursor.matches(bytes, key, "connection_id"), try cursor.peek(bytes) != 34 {
          status.connectionID = Self.unsigned(bytes, try cursor.number(bytes))
        } else {
          try cursor.skipValue(bytes)
        }
      }
      latest = status
    }
    guard let latest, !latest.system.isEmpty else { throw FrameError.missing(field: "system", offset: cursor.offset) }
    return latest
  }

  /// Digits as a 64-bit number: connection ids exceed Int64. `nil` for anything else.
  private static func unsigned(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
    var value: UInt64 = 0
    for index in range {
      let digit = bytes[index] &- 48
      guard digit <= 9 else { return nil }
      let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      guard !tooLarge, !carry else { return nil }
      value = sum
    }
    return value
  }
}
