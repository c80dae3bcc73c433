/// Log return of the mid over a horizon of event time.
///
/// ```text
/// ln(midₜ / midₛ)       s: the latest observation with tₛ ≤ t − horizon; of one timestamp the last to arrive
/// ```
///
/// Missing until an observation is that old. Only changes of the mid are kept, since between two changes the mid of any moment is known.
/// When more than `capacity` changes fall into the horizon, only the last one of each cell of a fixed grid of time (``grain``, about 2 / capacity of the
/// horizon) is kept: memory stays bounded, and the mid looked back at may be the one that stood less than ``grain`` before the moment asked for.
///
/// - Complexity: O(1) amortised, no allocation after `init`.
public struct MidReturn: Sendable {
  struct Change: Sendable {
    var time: Int64
    var doubledMid: Int64
  }

  /// Nanoseconds looked back.
  public let horizon: Int64
  /// Nanoseconds of a cell.
  let grain: Int64
  private var head = 0
  private var count = 0
  private var changes: [Change]

  /// - Parameters:
  ///   - horizon: nanoseconds, positive.
  ///   - capacity: changes kept, a power of two, at least 8.
  public init(horizon: Int64, capacity: Int = 2048) {
    precondition(horizon > 0, "a horizon is longer than nothing")
    precondition(capacity >= 8 && capacity & (capacity - 1) == 0, "a ring's capacity is a power of two, at least 8")
    self.horizon = horizon
    // A horizon touches at most capacity / 2 + 1 cells, so that thinning always frees places.
    grain = horizon / Int64(capacity / 2) + 1
    changes = Array(repeating: Change(time: 0, doubledMid: 0), count: capacity)
  }

  /// Observes a mid (any fixed unit, positive, below 2⁵³) at `time`, not below any earlier call's.
  public mutating func update(doubledMid: Int64, at time: Int64) {
    let mask = changes.count - 1
    if count > 0 {
      let last = (head + count - 1) & mask
      if changes[last].doubledMid == doubledMid { return }
      if changes[last].time == time {
        changes[last].doubledMid = doubledMid
        return
      }
    }
    advance(to: time)
    if count == changes.count { thin() }
    changes[(head + count) & mask] = Change(time: time, doubledMid: doubledMid)
    count += 1
  }

  /// The return at `time` of a mid that stands at `doubledMid`; `nil` while nothing is old enough.
  public mutating func value(doubledMid: Int64, at time: Int64) -> Double? {
    advance(to: time)
    guard count > 0, changes[head].time <= time - horizon else { return nil }
    return MathFunctions.logRatio(doubledMid, over: changes[head].doubledMid)
  }

  /// Keeps as the oldest change the one that stood at `time − horizon`.
  private mutating func advance(to time: Int64) {
    let mask = changes.count - 1
    let then = time - horizon
    while count > 1, changes[(head + 1) & mask].time <= then {
      head = (head + 1) & mask
      count -= 1
    }
  }

  /// Keeps the oldest change, and of each cell behind it the last.
  private mutating func thin() {
    let mask = changes.count - 1
    var kept = 0
    for index in 1..<count {
      let change = changes[(head + index) & mask]
      let last = changes[(head + kept) & mask]
      if kept == 0 || TimeGrid.cell(of: last.time, grain) != TimeGrid.cell(of: change.time, grain) { kept += 1 }
      changes[(head + kept) & mask] = change
    }
    count = kept + 1
  }
}
