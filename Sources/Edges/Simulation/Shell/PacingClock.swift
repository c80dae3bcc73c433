import Domain

/// Says when the next event of a market is due, on a monotonic clock. Dues are counted from one anchor, so they never drift.
struct PacingClock: Sendable {
  let pace: Pace
  private var anchor: (clock: Int64, event: Timestamp)?
  private var playedSinceAnchor: UInt64 = 0

  init(_ pace: Pace) {
    switch pace {
    case .eventTime(let speed): precondition(speed > 0 && speed.isFinite, "a speed is above 0")
    case .framesPerSecond(let rate): precondition(rate > 0 && rate.isFinite, "a rate is above 0")
    case .max: break
    }
    self.pace = pace
  }

  /// When an event is due, ns of the clock; the first one after a start is due at once.
  mutating func due(_ event: Timestamp, now: Int64) -> Int64 {
    let start: (clock: Int64, event: Timestamp)
    if let anchor {
      start = anchor
    } else {
      start = (now, event)
      anchor = start
      playedSinceAnchor = 0
    }
    let span: Double
    switch pace {
    case .max: return now
    case .eventTime(let speed): span = Double(event.nanoseconds(since: start.event)) / speed
    case .framesPerSecond(let rate): span = Double(playedSinceAnchor) * 1e9 / rate
    }
    // A year is far enough: a wild time in a recording must not overflow the clock.
    return start.clock + Int64(min(max(span, 0), 3.2e16))
  }

  /// How long before an event is due the sender stays awake for it, in ns: a timer of the operating system comes tens of µs late,
  /// and at thousands of frames a second that would send them in bunches.
  var awakeLead: Int64 {
    if case .framesPerSecond(let rate) = pace, rate >= 1000 { 200_000 } else { 0 }
  }

  /// An event was played and sent.
  mutating func played() { playedSinceAnchor += 1 }

  /// The market stood still: the next event is due at once, and the others are counted from it.
  mutating func restart() { anchor = nil }
}
