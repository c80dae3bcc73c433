/// A point in time: nanoseconds since 1970-01-01T00:00:00Z, leap seconds ignored as POSIX does.
///
/// Range ±292 years around 1970. Arithmetic traps on overflow: a time that far off is a programmer's error.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
  public var nanoseconds: Int64

  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  @inlinable public init(seconds: Int64) { self.nanoseconds = seconds * 1_000_000_000 }

  /// Whole microseconds since the epoch, rounded towards the past.
  @inlinable public var microseconds: Int64 {
    let quotient = nanoseconds / 1000
    return nanoseconds % 1000 < 0 ? quotient - 1 : quotient
  }

  /// The same time cut to whole microseconds: the unit of Kraken's clock.
  @inlinable public var cutToMicroseconds: Timestamp { Timestamp(nanoseconds: microseconds * 1000) }

  @inlinable public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }

  /// This time moved by a span; traps beyond the years 1677…2262.
  @inlinable public func adding(nanoseconds span: Int64) -> Timestamp { Timestamp(nanoseconds: nanoseconds + span) }

  /// Nanoseconds from `earlier` to this time; negative when `earlier` is later.
  @inlinable public func nanoseconds(since earlier: Timestamp) -> Int64 { nanoseconds - earlier.nanoseconds }
}
