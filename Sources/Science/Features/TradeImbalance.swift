public import Domain

/// Signed trade flow over a window of event time: (buy − sell)/(buy + sell) of the takers' volume, −1…1.
///
/// Missing when nothing traded in (t − window, t]. Exact in integers. O(1) amortised, no allocation after `init`.
/// Source: the golden definition `volume_delta`.
public struct TradeImbalance: Sendable {
  struct Volumes: AdditiveArithmetic, Sendable {
    var buy: Int128
    var sell: Int128

    static var zero: Volumes { Volumes(buy: 0, sell: 0) }
    static func + (left: Volumes, right: Volumes) -> Volumes { Volumes(buy: left.buy &+ right.buy, sell: left.sell &+ right.sell) }
    static func - (left: Volumes, right: Volumes) -> Volumes { Volumes(buy: left.buy &- right.buy, sell: left.sell &- right.sell) }
  }

  private var sums: SlidingSum<Volumes>

  public init(window: Int64, capacity: Int = 2048) { sums = SlidingSum(window: window, capacity: capacity) }

  /// Observes a trade at `time`, not below any earlier call's.
  public mutating func update(quantity: Quantity, side: Side, at time: Int64) {
    let volume = Int128(quantity.units)
    sums.add(side == .buy ? Volumes(buy: volume, sell: 0) : Volumes(buy: 0, sell: volume), at: time)
  }

  /// The imbalance at `time`.
  public mutating func value(at time: Int64) -> Double? {
    sums.advance(to: time)
    let traded = sums.total.buy &+ sums.total.sell
    guard traded > 0 else { return nil }
    return (sums.total.buy &- sums.total.sell).approximated / traded.approximated
  }
}
