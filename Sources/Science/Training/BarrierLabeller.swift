/// Labels rows by what the market then did, as it becomes known: the same code live and for tables.
///
/// ```swift
/// labeller.observe(price: price, at: now) { touch in labels[touch.row] = touch.barrier }
/// labeller.open(row: 17, price: price, at: now)
/// ```
///
/// A row at t is decided by prices of (t, t + H] alone, strictly later than t. A touch is known at once; that none came is known when a price later than t + H
/// arrives, or at the end of the data if they reach t + H (``finish(_:)``). So no label looks beyond its horizon, and none is invented for data that end before.
///
/// **Order.** Prices and rows come in order of time; what lies below the latest is refused and counted. **Bound.** At most `capacity` rows wait; further ones are
/// refused and counted in ``refused``: they stay without a label.
///
/// Barriers are integers in 128 bits, compared exactly. Two heaps hold the waiting rows by barrier; those that left by the other way are cleared when they
/// outnumber the waiting ones. O(log n) amortised a price and a row, no allocation once the rings have grown.
///
/// Source: the golden definitions `label_threshold`, `label_forward_return`, `label_triple_barrier`.
public struct BarrierLabeller: Sendable {
  struct Waiting: Hashable, Sendable, Codable {
    var row: Int
    var time: Int64
    var price: Int64
    /// σ in units of 10⁻¹⁵.
    var volatility: Int64?
    var isDecided = false
  }

  /// What is asked.
  public let barriers: TripleBarrier
  /// Most rows that wait at once.
  public var capacity: Int { waiting.capacity }
  private let upperSide: BarrierSide?
  private let lowerSide: BarrierSide?
  private(set) var waiting: BoundedRing<Waiting>
  private var upper = BarrierHeap()
  private var lower = BarrierHeap()
  /// Number of the oldest waiting row; numbers rise by one with each accepted row.
  private var oldest = 0
  /// Number of the first row that no later price has come for: it is in no heap yet.
  private var firstFresh = 0
  private(set) var latest: Int64?
  private(set) var latestPrice: Int64 = 0

  /// Rows whose touch or horizon became known.
  public internal(set) var decided = 0
  /// Rows refused: too many waited, they came out of order, or their barrier cannot be said (no volatility, a negative price, beyond 128 bits).
  public internal(set) var refused = 0
  /// Prices with a time below the latest.
  public internal(set) var latePrices = 0

  /// A labeller that holds up to `capacity` waiting rows; its rings grow by doubling.
  public init(_ barriers: TripleBarrier, capacity: Int) {
    self.barriers = barriers
    upperSide = BarrierSide(barriers.up, isUpper: true, isVolatilityMultiple: barriers.isVolatilityMultiple)
    lowerSide = BarrierSide(barriers.down, isUpper: false, isVolatilityMultiple: barriers.isVolatilityMultiple)
    waiting = BoundedRing(capacity: capacity)
  }

  /// Rows that are not decided yet; among them may be some that are, behind older ones.
  public var pending: Int { waiting.count }

  /// Takes a price in and says what it decides: first rows whose horizon it shows to have passed, oldest first, then those it touches.
  ///
  /// - Returns: `false` when it is late; nothing but the count of late ones has changed then.
  @discardableResult
  public mutating func observe(price: Int64, at time: Int64, _ known: (BarrierTouch) -> Void) -> Bool {
    if let latest, time < latest {
      latePrices += 1
      return false
    }
    while !waiting.isEmpty, waiting[0].isDecided || Self.passes(waiting[0].time, barriers.horizonNanoseconds, by: time) { removeOldest(known) }
    enterFresh(before: time)
    if let reach = upperSide?.reach(of: price) {
      while let top = upper.top, top.key <= reach {
        upper.removeTop()
        touch(top.number, .upper, price, time, known)
      }
    }
    if let reach = lowerSide?.reach(of: price) {
      while let top = lower.top, top.key <= reach {
        lower.removeTop()
        touch(top.number, .lower, price, time, known)
      }
    }
    latest = time
    latestPrice = price
    clear()
    return true
  }

  /// Lets a row wait for its label.
  ///
  /// - Parameters:
  ///   - row: the caller's number for it; comes back in ``BarrierTouch/row``.
  ///   - price: what its barriers are measured from, not negative.
  ///   - time: not below the latest price's or row's.
  ///   - volatility: σ, for barriers that are multiples of it; 0 to 9,000.
  /// - Returns: `false` when it was refused and counted in ``refused``.
  @discardableResult
  public mutating func open(row: Int, price: Int64, at time: Int64, volatility: Double? = nil) -> Bool {
    var units: Int64?
    if barriers.isVolatilityMultiple {
      guard let volatility, volatility >= 0, volatility < 9000 else { return refuse() }
      units = Int64((volatility * Double(BarrierSide.volatilityPower)).rounded())
    }
    let newest = max(latest ?? .min, waiting.isEmpty ? .min : waiting[waiting.count - 1].time)
    guard price >= 0, time >= newest, isExpressible(price, units) else { return refuse() }
    return waiting.append(Waiting(row: row, time: time, price: price, volatility: units)) ? true : refuse()
  }

  /// Ends the data: rows whose horizon they reach are decided, the others stay unknown and wait no longer.
  ///
  /// - Returns: rows that stay unknown.
  @discardableResult
  public mutating func finish(_ known: (BarrierTouch) -> Void) -> Int {
    var unknown = 0
    while !waiting.isEmpty {
      let first = waiting[0]
      let isReached = latest.map { Int128($0) >= Int128(first.time) + Int128(barriers.horizonNanoseconds) } ?? false
      if !first.isDecided, !isReached {
        unknown += 1
        drop()
      } else {
        removeOldest(known)
      }
    }
    (upper, lower) = (BarrierHeap(), BarrierHeap())
    return unknown
  }

  private static func passes(_ start: Int64, _ horizon: Int64, by time: Int64) -> Bool {
    let (end, overflow) = start.addingReportingOverflow(horizon)
    return !overflow && time > end
  }

  private func isExpressible(_ price: Int64, _ volatility: Int64?) -> Bool {
    (upperSide.map { $0.barrier(from: price, volatility: volatility) != nil } ?? true)
      && (lowerSide.map { $0.barrier(from: price, volatility: volatility) != nil } ?? true)
  }

  private mutating func refuse() -> Bool {
    refused += 1
    return false
  }

  private mutating func drop() {
    waiting.removeFirst()
    oldest += 1
    firstFresh = max(firstFresh, oldest)
  }

  private mutating func removeOldest(_ known: (BarrierTouch) -> Void) {
    let first = waiting[0]
    drop()
    guard !first.isDecided else { return }
    decided += 1
    let isSeen = latest.map { $0 >= first.time } ?? false
    known(
      BarrierTouch(
        row: first.row, barrier: .horizon, startTime: first.time, startPrice: first.price, endTime: isSeen ? latest ?? first.time : first.time,
        endPrice: isSeen ? latestPrice : first.price))
  }

  /// Puts the rows that `time` is later than into the heaps.
  private mutating func enterFresh(before time: Int64) {
    while firstFresh < oldest + waiting.count {
      let row = waiting[firstFresh - oldest]
      guard row.time < time else { return }
      if let key = upperSide?.barrier(from: row.price, volatility: row.volatility) { upper.insert(BarrierHeap.Entry(key: key, number: firstFresh)) }
      if let key = lowerSide?.barrier(from: row.price, volatility: row.volatility) { lower.insert(BarrierHeap.Entry(key: key, number: firstFresh)) }
      firstFresh += 1
    }
  }

  private mutating func touch(
    _ number: Int, _ barrier: BarrierTouch.Barrier, _ price: Int64, _ time: Int64, _ known: (BarrierTouch) -> Void
  ) {
    let index = number - oldest
    guard index >= 0, !waiting[index].isDecided else { return }
    waiting[index].isDecided = true
    decided += 1
    let row = waiting[index]
    known(BarrierTouch(row: row.row, barrier: barrier, startTime: row.time, startPrice: row.price, endTime: time, endPrice: price))
  }

  /// Rows that left by the other way must not outnumber those that wait.
  private mutating func clear() {
    let most = 2 * waiting.count + 64
    guard upper.count > most || lower.count > most else { return }
    let (first, rows) = (oldest, waiting)
    upper.removeAll { number in number < first || rows[number - first].isDecided }
    lower.removeAll { number in number < first || rows[number - first].isDecided }
  }
}

extension BarrierLabeller {
  /// The rows that wait, oldest first.
  var rows: [Waiting] { (0..<waiting.count).map { waiting[$0] } }

  /// Makes the state anew: what `clear` and the heaps hold follows from the rows that wait.
  init(_ barriers: TripleBarrier, capacity: Int, rows: [Waiting], latest: Int64?, latestPrice: Int64) {
    self.init(barriers, capacity: capacity)
    for row in rows { _ = waiting.append(row) }
    self.latest = latest
    self.latestPrice = latestPrice
    if let latest { enterFresh(before: latest) }
  }
}
