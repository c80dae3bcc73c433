extension Timestamp {
  /// Reads an RFC 3339 UTC time such as `2026-01-01T00:00:00.000001Z` from bytes.
  ///
  /// Any number of fraction digits is read; digits beyond the ninth are cut. Only `Z` is accepted as the zone, as Kraken writes it.
  ///
  /// - Returns: `nil` when the text is not of that form or names an impossible date.
  /// - Complexity: O(length), no allocation.
  public static func parse(rfc3339 text: Span<UInt8>) -> Timestamp? {
    func number(_ start: Int, _ count: Int) -> Int64? {
      var value: Int64 = 0
      for index in start..<(start + count) {
        let digit = text[index] &- 48
        guard digit <= 9 else { return nil }
        value = value * 10 + Int64(digit)
      }
      return value
    }
    guard text.count >= 20, text.count <= 40,
      text[4] == 45, text[7] == 45, text[10] == 84 || text[10] == 116 || text[10] == 32, text[13] == 58, text[16] == 58,
      let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
      (1...12).contains(month), (1...daysIn(month: month, year: year)).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    var fraction: Int64 = 0
    var index = 19
    if text[index] == 46 {
      index += 1
      var scale: Int64 = 100_000_000
      let first = index
      while index < text.count, case let digit = text[index] &- 48, digit <= 9 {
        fraction += Int64(digit) * scale
        scale /= 10
        index += 1
      }
      guard index > first else { return nil }
    }
    guard index == text.count - 1, text[index] == 90 || text[index] == 122 else { return nil }
    let seconds = ((daysFromEpoch(year: year, month: month, day: day) * 24 + hour) * 60 + minute) * 60 + second
    guard (-9_223_372_036...9_223_372_035).contains(seconds) else { return nil }
    return Timestamp(nanoseconds: seconds * 1_000_000_000 + fraction)
  }

  /// The same, from a string.
  public static func parse(rfc3339 text: String) -> Timestamp? { parse(rfc3339: Array(text.utf8).span) }

  /// Appends the time as RFC 3339 UTC with six fraction digits (nine when there are nanoseconds to show).
  public func appendRFC3339(to bytes: inout [UInt8]) {
    var rest = nanoseconds % 1_000_000_000
    var seconds = nanoseconds / 1_000_000_000
    if rest < 0 { (rest, seconds) = (rest + 1_000_000_000, seconds - 1) }
    var secondOfDay = seconds % 86_400
    var day = seconds / 86_400
    if secondOfDay < 0 { (secondOfDay, day) = (secondOfDay + 86_400, day - 1) }
    let (year, month, dayOfMonth) = Self.civil(daysFromEpoch: day)
    func append(_ value: Int64, width: Int) {
      var divisor: Int64 = 1
      for _ in 1..<width { divisor *= 10 }
      while divisor > 0 {
        bytes.append(48 + UInt8(value / divisor % 10))
        divisor /= 10
      }
    }
    append(year, width: 4); bytes.append(45)
    append(month, width: 2); bytes.append(45)
    append(dayOfMonth, width: 2); bytes.append(84)
    append(secondOfDay / 3600, width: 2); bytes.append(58)
    append(secondOfDay / 60 % 60, width: 2); bytes.append(58)
    append(secondOfDay % 60, width: 2); bytes.append(46)
    if rest % 1000 == 0 { append(rest / 1000, width: 6) } else { append(rest, width: 9) }
    bytes.append(90)
  }

  /// Days from 1970-01-01 to a date of the proleptic Gregorian calendar. Source: Hinnant, "chrono-compatible low-level date algorithms".
  static func daysFromEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The inverse of ``daysFromEpoch(year:month:day:)``.
  static func civil(daysFromEpoch days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
  }

  static func daysIn(month: Int64, year: Int64) -> Int64 {
    switch month {
    case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }
}

extension Timestamp: CustomStringConvertible {
  public var description: String {
    var bytes: [UInt8] = []
    appendRFC3339(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
