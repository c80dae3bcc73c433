internal import Domain

/// Effective, realised and impact spread of trades against the quote that stood before them and the one that stands a horizon later.
///
/// ```text
/// effective = 2 D (p − mid_t)        realised = 2 D (p − mid_{t+h})        impact = effective − realised        D = +1 buy, −1 sell
/// ```
///
/// **Point in time.** As a feature only `effective` and `effective_bps` are offered: those of the latest trade, NaN where it has no side or no quote stood.
/// Realised and impact are known at t + h and come as finished rows from ``update(_:finished:)``, oldest first, once an event *after* t + h shows that the last
/// quote up to then has been seen; ``finish(_:)`` ends a recording. They may label a row, they may not enter one of the trade's own time.
///
/// The queue of trades that wait holds ``mostWaiting``; a trade beyond gets no row and is counted in ``dropped``. Exact in integers up to the division.
/// O(1) amortised, no allocation once the queue has grown. Parameter: `horizon_ns`. Source: Huang and Stoll (1996); the golden definition `trade_spreads`.
public struct TradeSpreads: FeatureOperator {
  public static let calculator = "trade_spreads"
  public static let cost = OperatorCost.constant
  /// Trades that wait at most.
  public static let mostWaiting = 1 << 20

  private struct Waiting: Hashable, Sendable, Codable {
    var event: Int
    var time: Int64
    var doubledPrice: Int64
    var doubledMid: Int64
    var isBuy: Bool
  }

  private let scale: DecimalScale
  private let horizon: Int64
  private var order = EventOrder()
  private var quote = PrevailingQuote()
  private var events = 0
  private var waiting: [Waiting] = []
  private var head = 0
  /// D (2p − 2mid) of the latest trade; `nil` where undefined.
  private var effective: Int64?
  private var doubledMid: Int64 = 0
  /// Trades that got no row because the queue was full.
  public private(set) var dropped = 0

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    horizon = try parameters.nanoseconds("horizon_ns")
    scale = parameters.scale
  }

  public var outputs: [String] { ["effective", "effective_bps"] }

  public mutating func update(_ event: QuotedTrade) -> Bool { update(event) { _ in } }

  /// Takes the next event in and hands over the rows of trades whose horizon it shows to have passed, oldest first.
  ///
  /// - Returns: `false` when the event is none; nothing has changed then.
  public mutating func update(_ event: QuotedTrade, finished: (TradeSpread) -> Void) -> Bool {
    switch event {
    case .quote(let time, let bid, let ask):
      guard order.admit(time) else { return false }
      release(before: time, finished)
      quote.replace(bid: bid, ask: ask)
    case .trade(let trade):
      guard trade.isPossible, order.admit(trade.time) else { return false }
      release(before: trade.time, finished)
      observe(trade)
    }
    events += 1
    return true
  }

  /// Ends the data: rows whose horizon was reached get theirs, the others stay without realised and impact.
  public mutating func finish(_ finished: (TradeSpread) -> Void) {
    guard let latest = order.latest else { return }
    while head < waiting.count {
      let isKnown = Int128(waiting[head].time) + Int128(horizon) <= Int128(latest)
      finished(row(waiting[head], later: isKnown ? quote.doubledMid : nil))
      head += 1
    }
    waiting.removeAll(keepingCapacity: true)
    head = 0
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = effective.map { scale.price($0) } ?? .nan
    values[1] = doubledMid == 0 ? .nan : effective.map { 20_000 * Double($0) / Double(doubledMid) } ?? .nan
  }

  private mutating func observe(_ trade: TradePoint) {
    effective = nil
    guard let side = trade.side, let mid = quote.doubledMid else { return }
    let (doubledPrice, overflow) = trade.price.multipliedReportingOverflow(by: 2)
    let (above, wide) = doubledPrice.subtractingReportingOverflow(mid)
    guard !overflow, !wide else { return }
    effective = side == .buy ? above : 0 &- above
    doubledMid = mid
    guard waiting.count - head < Self.mostWaiting else {
      dropped += 1
      return
    }
    if head >= 64, head * 2 >= waiting.count {
      waiting.removeFirst(head)
      head = 0
    }
    waiting.append(Waiting(event: events, time: trade.time, doubledPrice: doubledPrice, doubledMid: mid, isBuy: side == .buy))
  }

  private mutating func release(before time: Int64, _ finished: (TradeSpread) -> Void) {
    while head < waiting.count, Int128(waiting[head].time) + Int128(horizon) < Int128(time) {
      finished(row(waiting[head], later: quote.doubledMid))
      head += 1
    }
    if head == waiting.count, head > 0 {
      waiting.removeAll(keepingCapacity: true)
      head = 0
    }
  }

  private func row(_ trade: Waiting, later: Int64?) -> TradeSpread {
    func signed(_ value: Int64) -> Double { (trade.isBuy ? 1 : -1) * Double(value) / scale.pricePower }
    let effective = signed(trade.doubledPrice &- trade.doubledMid)
    return TradeSpread(
      event: trade.event, time: trade.time, effective: effective,
      effectiveBasisPoints: trade.doubledMid == 0 ? nil : 10_000 * effective * 2 * scale.pricePower / Double(trade.doubledMid),
      realised: later.map { signed(trade.doubledPrice &- $0) }, impact: later.map { signed($0 &- trade.doubledMid) })
  }
}
