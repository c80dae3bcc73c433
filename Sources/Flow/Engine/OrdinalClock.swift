import Domain

/// Gives every event of one instrument a time of its own: the exchange's microsecond plus an ordinal in nanoseconds.
///
/// Two trades of one microsecond would otherwise be one point in a time-series database, and the first would be lost silently.
/// The ordinal is assigned once, before the journal, so a replay of the journal sends the same bytes.
///
/// Events may be up to ``depth`` distinct microseconds out of order; an event older than all remembered ones starts at ordinal 0 again.
/// A microsecond holds at most 1,000 events: the 1,001st is refused.
struct OrdinalClock {
  /// Distinct microseconds remembered.
  static let depth = 256

  private var microseconds = [Int64](repeating: .min, count: depth)
  private var nextOrdinal = [UInt16](repeating: 0, count: depth)
  /// Index of the newest slot.
  private var newest = 0

  /// The event's unique time, or `nil` when its microsecond is full.
  ///
  /// - Complexity: O(1) for events in order, O(``depth``) for late ones.
  mutating func pointTime(for time: Timestamp) -> Timestamp? {
    let microsecond = time.microseconds
    if microsecond > microseconds[newest] {
      newest = (newest + 1) & (Self.depth - 1)
      microseconds[newest] = microsecond
      nextOrdinal[newest] = 1
      return Timestamp(nanoseconds: microsecond * 1000)
    }
    var slot = newest
    var remaining = Self.depth
    while microseconds[slot] != microsecond, remaining > 0 {
      slot = (slot - 1) & (Self.depth - 1)
      remaining -= 1
    }
    guard microseconds[slot] == microsecond else { return Timestamp(nanoseconds: microsecond * 1000) }
    let ordinal = nextOrdinal[slot]
    guard ordinal < 1000 else { return nil }
    nextOrdinal[slot] = ordinal + 1
    return Timestamp(nanoseconds: microsecond * 1000 + Int64(ordinal))
  }
}
