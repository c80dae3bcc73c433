/// Sums of several integer columns over a window, exact: what leaves takes away what it brought, so nothing is left of an outlier that has passed.
///
/// A window of time keeps one slot a timestamp. Its ring doubles up to ``mostSlots``; when more timestamps than that fall into the window, those of one cell
/// of a fixed grid of time (``grain``) leave together at the time of the latest: memory is bounded, no element is lost, and one leaves less than ``grain``
/// late. A window of observations keeps exactly n slots.
///
/// - Complexity: O(columns) amortised an element; no allocation once the ring has grown to what the window holds.
struct ExactWindowSums: Sendable {
  /// Timestamps that a window of time keeps apart.
  static let mostSlots = 1 << 16

  let extent: WindowExtent
  let columns: Int
  /// Nanoseconds of a cell; 0 for a window of observations.
  let grain: Int64
  private let slotLimit: Int
  private(set) var totals: [Int128]
  /// Slots in use.
  private(set) var count = 0
  private var head = 0
  private var times: [Int64] = []
  /// Column by column of each slot, shape `[slots, columns]`.
  private var values: [Int128] = []

  /// - Parameter mostSlots: a power of two, at least 8; for windows of time.
  init(_ extent: WindowExtent, columns: Int, mostSlots: Int = Self.mostSlots) {
    precondition(mostSlots >= 8 && mostSlots & (mostSlots - 1) == 0, "a ring's capacity is a power of two, at least 8")
    self.extent = extent
    self.columns = columns
    totals = Array(repeating: 0, count: columns)
    switch extent {
    case .events(let length):
      grain = 0
      slotLimit = Self.powerOfTwo(length)
    case .time(let window):
      // A window touches at most slots / 2 + 1 cells, so that a merge always frees slots.
      grain = window / Int64(mostSlots / 2) + 1
      slotLimit = mostSlots
    }
    resize(to: 8)
  }

  /// Is the window one whose sums are defined?
  @inline(__always) var isDefined: Bool {
    switch extent {
    case .events(let length): count == length
    case .time: count > 0
    }
  }

  /// Opens the place of the next element and lets go what leaves for it; the caller adds its columns with ``add(_:_:)``.
  ///
  /// - Parameter time: not below any earlier call's.
  @inline(__always) mutating func open(at time: Int64) {
    switch extent {
    case .events(let length):
      if count == length { dropOldest() }
    case .time:
      advance(to: time)
      if count > 0, times[(head &+ count &- 1) & (times.count &- 1)] == time { return }
    }
    if count == times.count { makeRoom() }
    let slot = (head &+ count) & (times.count &- 1)
    times[slot] = time
    for column in 0..<columns { values[slot &* columns &+ column] = 0 }
    count &+= 1
  }

  /// Adds to a column of the element that was opened last.
  @inline(__always) mutating func add(_ value: Int128, _ column: Int) {
    let slot = (head &+ count &- 1) & (times.count &- 1)
    values[slot &* columns &+ column] &+= value
    totals[column] &+= value
  }

  /// Lets go what lies at or before `time − W`; a window of observations stays.
  @inline(__always) mutating func advance(to time: Int64) {
    guard case .time(let window) = extent else { return }
    let (oldest, underflow) = time.subtractingReportingOverflow(window)
    guard !underflow else { return }
    while count > 0, times[head] <= oldest { dropOldest() }
  }

  @inline(__always) private mutating func dropOldest() {
    for column in 0..<columns { totals[column] &-= values[head &* columns &+ column] }
    head = (head &+ 1) & (times.count &- 1)
    count &-= 1
  }

  private mutating func makeRoom() {
    if times.count < slotLimit { resize(to: times.count * 2) } else { mergeCells() }
  }

  private mutating func resize(to slots: Int) {
    var newTimes = [Int64](repeating: 0, count: slots)
    var newValues = [Int128](repeating: 0, count: slots * columns)
    for index in 0..<count {
      let slot = (head + index) & (times.count - 1)
      newTimes[index] = times[slot]
      for column in 0..<columns { newValues[index * columns + column] = values[slot * columns + column] }
    }
    times = newTimes
    values = newValues
    head = 0
  }

  private mutating func mergeCells() {
    let mask = times.count - 1
    var kept = 0
    for index in 1..<count {
      let slot = (head + index) & mask
      let last = (head + kept) & mask
      if TimeGrid.cell(of: times[last], grain) == TimeGrid.cell(of: times[slot], grain) {
        times[last] = times[slot]
        for column in 0..<columns { values[last * columns + column] &+= values[slot * columns + column] }
      } else {
        kept += 1
        let next = (head + kept) & mask
        times[next] = times[slot]
        for column in 0..<columns { values[next * columns + column] = values[slot * columns + column] }
      }
    }
    count = kept + 1
  }

  /// The bound of a window of time, 8 for one of observations.
  var slotBound: Int { if case .time = extent { slotLimit } else { 8 } }

  /// The elements in the window, oldest first.
  var contents: (times: [Int64], values: [Int128]) {
    let slots = (0..<count).map { (head + $0) & (times.count - 1) }
    return (slots.map { times[$0] }, slots.flatMap { values[($0 * columns)..<(($0 + 1) * columns)] })
  }

  /// Puts elements into an empty window that fit it, oldest first.
  mutating func restore(times restored: [Int64], values restoredValues: [Int128]) {
    resize(to: min(slotLimit, Self.powerOfTwo(restored.count)))
    count = restored.count
    for index in 0..<count {
      times[index] = restored[index]
      for column in 0..<columns {
        values[index * columns + column] = restoredValues[index * columns + column]
        totals[column] &+= restoredValues[index * columns + column]
      }
    }
  }

  static func powerOfTwo(_ atLeast: Int) -> Int {
    var size = 8
    while size < atLeast { size *= 2 }
    return size
  }
}
