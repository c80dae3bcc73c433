/// The sum of the elements of the last `window` nanoseconds of event time, (t − window, t].
///
/// The sums are integers, so what leaves the window takes away exactly what it brought: no residue, no cancellation, however long it runs.
/// Elements of one timestamp share a slot. When more than `capacity` timestamps fall into the window, those of one cell of a fixed grid of time
/// (``grain``, about 2 / capacity of the window) are merged and leave together at the time of the latest: the memory is bounded, nothing is lost from
/// the sum, and an element leaves less than ``grain`` late, whatever the rate.
///
/// - Complexity: O(1) amortised an element, no allocation after `init`.
struct SlidingSum<Sum: AdditiveArithmetic & Sendable>: Sendable {
  struct Slot: Sendable {
    var time: Int64
    var sum: Sum
  }

  let window: Int64
  /// Nanoseconds of a cell.
  let grain: Int64
  private(set) var total: Sum = .zero
  private(set) var count = 0
  private var head = 0
  private var slots: [Slot]

  /// - Parameters:
  ///   - window: nanoseconds, positive.
  ///   - capacity: slots kept, a power of two, at least 8.
  init(window: Int64, capacity: Int = 2048) {
    precondition(window > 0, "a window is longer than nothing")
    precondition(capacity >= 8 && capacity & (capacity - 1) == 0, "a ring's capacity is a power of two, at least 8")
    self.window = window
    // A window touches at most capacity / 2 + 1 cells, so that a merge always frees slots.
    grain = window / Int64(capacity / 2) + 1
    slots = Array(repeating: Slot(time: 0, sum: .zero), count: capacity)
  }

  /// Adds an element at `time`, not below any earlier call's.
  mutating func add(_ sum: Sum, at time: Int64) {
    advance(to: time)
    let mask = slots.count - 1
    total += sum
    if count > 0 {
      let last = (head + count - 1) & mask
      if slots[last].time == time {
        slots[last].sum += sum
        return
      }
    }
    if count == slots.count { mergeCells() }
    slots[(head + count) & mask] = Slot(time: time, sum: sum)
    count += 1
  }

  /// Lets go what lies at or before `time − window`.
  mutating func advance(to time: Int64) {
    let mask = slots.count - 1
    let (oldest, underflow) = time.subtractingReportingOverflow(window)
    guard !underflow else { return }
    while count > 0, slots[head].time <= oldest {
      total -= slots[head].sum
      head = (head + 1) & mask
      count -= 1
    }
  }

  private mutating func mergeCells() {
    let mask = slots.count - 1
    var kept = 0
    for index in 1..<count {
      let slot = slots[(head + index) & mask]
      let last = (head + kept) & mask
      if TimeGrid.cell(of: slots[last].time, grain) == TimeGrid.cell(of: slot.time, grain) {
        slots[last].time = slot.time
        slots[last].sum += slot.sum
      } else {
        kept += 1
        slots[(head + kept) & mask] = slot
      }
    }
    count = kept + 1
  }
}
