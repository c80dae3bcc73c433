public import Domain

/// Joins predictions of one instrument with what the market then did, by event time: the same code live and for training tables.
///
/// A prediction made at t waits until a tick later than t + H shows that its horizon has passed; only ticks of (t, t + H] decide it.
///
/// **Sliding maximum.** A tick at s belongs to every pending prediction with t < s. So of all ticks between two neighbouring predictions
/// only the highest matters, and of those only ones that no later tick tops: a deque of (number of the last prediction the tick belongs to, mid)
/// with rising numbers and falling mids. It never holds more entries than predictions wait. Amortised O(1) a tick and a prediction.
///
/// **Ticks out of order** (time below the latest) are counted, and count for those predictions still waiting that they belong to; outcomes that
/// were given stay. With ``LabelDefinition/Kind/end`` they change nothing, since a later tick of the same horizon is known.
///
/// **Predictions** are added in order of time and not before the latest tick; others are refused, since ticks that would decide them have gone by.
///
/// Every prediction ends as exactly one of: resolved, ``missing``, ``dropped``, or still ``pending``.
public struct OutcomeJoin: Sendable {
  struct Peak: Sendable {
    /// Number of the youngest prediction that the tick belongs to.
    var number: Int
    var doubledMid: Int64
  }

  /// An outcome that becomes known later than this after its horizon is late: the market was silent or the feed was down.
  public static let lateAfterNanoseconds: Int64 = 60_000_000_000

  /// What is asked.
  public let label: LabelDefinition
  /// Most predictions that wait at once.
  public var capacity: Int { waiting.capacity }

  private var waiting: BoundedRing<Prediction>
  private var peaks: BoundedRing<Peak>
  /// Number of the oldest waiting prediction; numbers rise by one with each accepted prediction.
  private var oldest = 0
  private var latest: Timestamp?
  private var latestMid: Int64 = 0

  /// Predictions that became outcomes.
  public private(set) var resolved = 0
  /// Outcomes among them that became known more than ``lateAfterNanoseconds`` after their horizon.
  public private(set) var late = 0
  /// Predictions without any tick in their horizon: no outcome is invented for them.
  public private(set) var missing = 0
  /// Predictions refused: the ring was full, or they came out of order.
  public private(set) var dropped = 0
  /// Those of ``dropped`` that came out of order.
  public private(set) var disordered = 0
  /// Ticks with a time below the latest.
  public private(set) var outOfOrderTicks = 0

  /// A join that holds up to `capacity` waiting predictions; its rings grow by doubling, so an idle instrument costs nothing.
  public init(label: LabelDefinition, capacity: Int) {
    self.label = label
    waiting = BoundedRing(capacity: capacity)
    peaks = BoundedRing(capacity: capacity)
  }

  /// Predictions whose horizon has not passed yet.
  public var pending: Int { waiting.count }

  /// When the horizon of the oldest waiting prediction passes; `nil` when none waits.
  public var nextHorizon: Timestamp? { waiting.isEmpty ? nil : waiting[0].time.adding(nanoseconds: label.horizonNanoseconds) }

  /// Takes a tick in, after resolving every prediction whose horizon it shows to have passed (t + H < time), oldest first.
  ///
  /// - Parameters:
  ///   - doubledMid: twice the mid, in price units.
  ///   - time: event time of the tick.
  ///   - missed: called for each prediction that goes without an outcome.
  ///   - resolved: called for each outcome, with whether it is late.
  public mutating func observe(
    doubledMid: Int64, at time: Timestamp, missed: (borrowing Prediction) -> Void = { _ in },
    resolved: (borrowing Outcome, _ late: Bool) -> Void
  ) {
    while !waiting.isEmpty {
      let prediction = waiting[0]
      guard time.nanoseconds(since: prediction.time) > label.horizonNanoseconds else { break }
      resolve(prediction, at: time, missed, resolved)
    }
    if let latest, time < latest {
      outOfOrderTicks += 1
      if label.kind == .touch { raisePeaks(doubledMid, at: time) }
      return
    }
    if label.kind == .touch { raisePeaks(doubledMid, at: time) }
    latest = time
    latestMid = doubledMid
  }

  /// Lets a prediction wait for its outcome.
  ///
  /// - Returns: `false` when it was refused and counted in ``dropped``.
  public mutating func add(_ prediction: Prediction) -> Bool {
    let newest = waiting.isEmpty ? nil : waiting[waiting.count - 1].time
    if let newest, prediction.time < newest { return refuse(disordered: true) }
    if let latest, prediction.time < latest { return refuse(disordered: true) }
    guard waiting.append(prediction) else { return refuse(disordered: false) }
    return true
  }

  private mutating func refuse(disordered wrongOrder: Bool) -> Bool {
    dropped += 1
    if wrongOrder { disordered += 1 }
    return false
  }

  private mutating func resolve(
    _ prediction: Prediction, at time: Timestamp, _ missed: (borrowing Prediction) -> Void, _ report: (borrowing Outcome, Bool) -> Void
  ) {
    let decided: Int64? =
      switch label.kind {
      case .touch: peaks.isEmpty ? nil : peaks[0].doubledMid
      case .end: latest.flatMap { $0 > prediction.time ? latestMid : nil }
      }
    waiting.removeFirst()
    if !peaks.isEmpty, peaks[0].number == oldest { peaks.removeFirst() }
    oldest += 1
    guard let decided else {
      missing += 1
      missed(prediction)
      return
    }
    let isLate = time.nanoseconds(since: prediction.time) - label.horizonNanoseconds > Self.lateAfterNanoseconds
    resolved += 1
    if isLate { late += 1 }
    let happened = label.happened(from: prediction.doubledMid, to: decided)
    report(Outcome(prediction: prediction, happened: happened, resolved: time), isLate)
  }

  /// Enters a tick into the deque: for all waiting predictions made before it.
  private mutating func raisePeaks(_ doubledMid: Int64, at time: Timestamp) {
    let members = waitingBefore(time)
    guard members > 0 else { return }
    let number = oldest + members - 1
    // Where peaks of younger predictions begin; in order of time that is the end.
    var place = peaks.count
    while place > 0, peaks[place - 1].number > number { place -= 1 }
    // A peak that reaches at least as young a prediction and is as high makes this tick useless.
    if place < peaks.count, peaks[place].doubledMid >= doubledMid { return }
    if place > 0, peaks[place - 1].number == number, peaks[place - 1].doubledMid >= doubledMid { return }
    var first = place
    while first > 0, peaks[first - 1].doubledMid <= doubledMid { first -= 1 }
    if first == peaks.count {
      let entered = peaks.append(Peak(number: number, doubledMid: doubledMid))
      precondition(entered, "no more peaks than predictions")
    } else if first < place {
      peaks[first] = Peak(number: number, doubledMid: doubledMid)
      peaks.remove((first + 1)..<place)
    } else {
      let entered = peaks.insert(Peak(number: number, doubledMid: doubledMid), at: first)
      precondition(entered, "no more peaks than predictions")
    }
  }

  /// How many waiting predictions were made before a time. Nearly always all of them, or all but those of this very time.
  private func waitingBefore(_ time: Timestamp) -> Int {
    var low = 0
    var high = waiting.count
    while high > 0, high > waiting.count - 4, waiting[high - 1].time >= time { high -= 1 }
    guard high > 0, waiting[high - 1].time >= time else { return high }
    while low < high {
      let middle = (low + high) / 2
      if waiting[middle].time < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
