/// A length of time as people write it: `500ms`, `30s`, `15m`, `1h`, `1d`, `2w`; an exact number of nanoseconds.
///
/// A day is 86,400 seconds: windows count in UTC, leap seconds ignored.
public struct HistorySpan: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Above 0.
  public let nanoseconds: Int64

  private static let units: [(suffix: String, nanoseconds: Int64)] = [
    ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000), ("d", 86_400_000_000_000),
    ("w", 604_800_000_000_000),
  ]

  /// - Precondition: above 0.
  public init(nanoseconds: Int64) {
    precondition(nanoseconds > 0, "a length of time is above 0")
    self.nanoseconds = nanoseconds
  }

  /// Reads a whole number above 0 with a unit.
  ///
  /// - Throws: ``HistoryError/malformedSpan(_:)``, also beyond 292 years.
  public init(parsing text: String) throws(HistoryError) {
    guard let unit = Self.units.first(where: { text.hasSuffix($0.suffix) }), case let digits = text.dropLast(unit.suffix.count),
      !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }), let count = Int64(digits), count > 0,
      case let (product, overflow) = count.multipliedReportingOverflow(by: unit.nanoseconds), !overflow
    else { throw .malformedSpan(text) }
    nanoseconds = product
  }

  /// The greatest unit that divides it, up to days: `30d`, `90m`; nanoseconds as `ns` where none does.
  public var description: String {
    for unit in Self.units.dropLast().reversed() where nanoseconds % unit.nanoseconds == 0 {
      return "\(nanoseconds / unit.nanoseconds)\(unit.suffix)"
    }
    return "\(nanoseconds)ns"
  }

  public static func < (left: HistorySpan, right: HistorySpan) -> Bool { left.nanoseconds < right.nanoseconds }
}
