/// Decides at which time an event counts, and whether it counts at all.
///
/// Two channels of a feed overtake each other, so an event at most ``tolerance`` before the latest one is taken at the latest time. An older one is no
/// observation. After ``restartAfter`` of those in a row the late clock is believed: one event from the future cannot silence an instrument.
struct EventClock: Codable, Sendable {
  /// What to do with an event.
  enum Decision: Hashable {
    /// It counts at this time.
    case take(Int64)
    /// It does not count.
    case drop
    /// The clock has stepped back: forget everything, then ask again.
    case startAnew
  }

  /// Nanoseconds an event may lag behind the latest and still be taken.
  static let tolerance: Int64 = 5_000_000_000
  /// Late events in a row after which their clock is believed.
  static let restartAfter = 64

  private(set) var now: Int64?
  private(set) var lateInARow = 0
  /// Events that were too late to be observations.
  private(set) var late: UInt64 = 0
  /// Events whose numbers were none a market can have.
  var refused: UInt64 = 0
  /// Times everything began anew.
  private(set) var restarts: UInt64 = 0

  /// Decides on an event stamped `time`.
  @inline(__always) mutating func admit(_ time: Int64) -> Decision {
    // Half of the range of Int64 on either side of 1970 (±146 years) leaves room for every window without overflow.
    guard time.magnitude < 1 << 62 else {
      refused += 1
      return .drop
    }
    if let now, time < now { return admitLate(time, now) }
    lateInARow = 0
    now = time
    return .take(time)
  }

  private mutating func admitLate(_ time: Int64, _ now: Int64) -> Decision {
    guard now - time > Self.tolerance else {
      lateInARow = 0
      return .take(now)
    }
    late += 1
    lateInARow += 1
    return lateInARow >= Self.restartAfter ? .startAnew : .drop
  }

  /// The clock of a state that begins anew: only what was counted is left.
  var restarted: EventClock {
    var clock = EventClock()
    (clock.late, clock.refused, clock.restarts) = (late, refused, restarts + 1)
    return clock
  }
}
