import LineProtocol

/// Names and tag values from outside, made writable under strict rules: what cannot be written becomes `_`.
enum PointNames {
  static func safe(_ text: String, isName: Bool = false) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      scalars.append(scalar.value < 32 || scalar.value == 127 || scalar == "\\" ? "_" : scalar)
    }
    let safe = String(scalars)
    if isName {
      if safe.isEmpty { return "unnamed" }
      // By scalars: a mark that combines with the first one would hide it from a comparison of characters.
      if let first = safe.unicodeScalars.first, first == "_" || first == "#" { return "x" + safe }
      if safe == "time" { return "time_value" }
    }
    // A tag value is bounded, so that no series key grows beyond what a server keeps.
    return String(safe.prefix(1024))
  }

  static func series(_ measurement: String, _ tags: [(String, String)]) -> SeriesKey {
    do throws(LineProtocolError) {
      return try SeriesKey(measurement: measurement, tags: tags.map { Point.Tag($0.0, safe($0.1)) })
    } catch {
      preconditionFailure("safe names are writable: \(error.reason)")
    }
  }

  static func field(_ name: String) -> FieldKey {
    do throws(LineProtocolError) {
      return try FieldKey(safe(name, isName: true))
    } catch {
      preconditionFailure("safe names are writable: \(error.reason)")
    }
  }

  /// `5m`, `1h`, `250ms`: the largest unit that divides a span.
  static func span(_ nanoseconds: Int64) -> String {
    let units: [(String, Int64)] = [
      ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000),
    ]
    for (name, size) in units where nanoseconds != 0 && nanoseconds % size == 0 { return "\(nanoseconds / size)\(name)" }
    return "\(nanoseconds)ns"
  }
}
