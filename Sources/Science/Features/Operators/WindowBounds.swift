/// Which elements a window holds: the last N, or those of (t − W, t].
///
/// It keeps the times and says how many of the oldest leave; the values are kept by whoever asks.
struct WindowBounds: Codable, Sendable {
  /// N, 0 for a window of time.
  let events: Int
  /// W in ns.
  private let span: Int64
  /// Elements that must be inside before there is an answer.
  private let least: Int
  private var times: [Int64] = []
  private var head = 0
  private var tail = 0

  /// Reads `window_events`, or `window_ns` with `min_events`.
  ///
  /// - Parameters:
  ///   - least: elements that the answer takes at least.
  ///   - fewest: elements below which it is never defined.
  init(_ parameters: inout CalculatorParameters, least: Int, fewest: Int) throws(ParameterFault) {
    if parameters.has("window_events") {
      events = try parameters.count("window_events", atLeast: fewest)
      span = 0
      self.least = events
    } else {
      guard parameters.has("window_ns") else { throw ParameterFault(key: "window_events", reason: "is missing, and so is \"window_ns\"; one of them is needed") }
      events = 0
      span = try parameters.nanoseconds("window_ns")
      self.least = try parameters.count("min_events", atLeast: fewest, default: least)
    }
  }

  /// Elements inside.
  @inline(__always) var count: Int { tail &- head }
  /// Are there enough?
  @inline(__always) var isDefined: Bool { count >= least }

  /// Takes in an element.
  ///
  /// - Returns: how many of the oldest leave before it comes.
  @inline(__always) mutating func admit(_ time: Int64) -> Int {
    guard events == 0 else {
      tail &+= 1
      guard count > events else { return 0 }
      head &+= 1
      return 1
    }
    return admitTimed(time)
  }

  /// Takes in many elements of a window of observations.
  mutating func admit(count new: Int) {
    tail &+= new
    head = max(head, tail &- events)
  }

  @inline(never) private mutating func admitTimed(_ time: Int64) -> Int {
    var leaving = expireTimed(at: time)
    if count == CalculatorParameters.longestWindow {
      // Bounded memory: a flood shortens the window.
      head &+= 1
      leaving += 1
    }
    if count == times.count { grow() }
    times[tail & (times.count &- 1)] = time
    tail &+= 1
    return leaving
  }

  /// How many of the oldest have left at `now`.
  @inline(__always) mutating func expire(at now: Int64) -> Int {
    events == 0 ? expireTimed(at: now) : 0
  }

  @inline(never) private mutating func expireTimed(at now: Int64) -> Int {
    let (oldest, underflow) = now.subtractingReportingOverflow(span)
    guard !underflow else { return 0 }
    var leaving = 0
    while head < tail, times[head & (times.count &- 1)] <= oldest {
      head &+= 1
      leaving &+= 1
    }
    return leaving
  }

  private mutating func grow() {
    let capacity = max(8, times.count * 2)
    var grown = Array(repeating: Int64(0), count: capacity)
    for index in head..<tail { grown[index & (capacity - 1)] = times[index & (times.count - 1)] }
    times = grown
  }
}
