/// Spans of time as definitions write them: `500ms`, `10s`, `5m`, `1h`, `1d`.
enum DurationText {
  private static let units: [(suffix: String, nanoseconds: Int64)] = [
    ("ns", 1), ("us", 1000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000), ("d", 86_400_000_000_000),
  ]

  /// Nanoseconds of a whole number and a unit; `nil` for anything else and beyond 292 years.
  static func nanoseconds(_ text: String) -> Int64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int64(digits), let unit = units.first(where: { $0.suffix == text.dropFirst(digits.count) }) else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: unit.nanoseconds)
    return overflow ? nil : product
  }
}
