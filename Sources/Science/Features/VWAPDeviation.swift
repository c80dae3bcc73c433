public import Domain

/// How far the mid lies from the volume-weighted average price of a window of event time, in basis points of that average.
///
/// ```text
/// 10⁴ (mid / VWAP − 1),   VWAP = Σ p q / Σ q over (t − window, t]
/// ```
///
/// Missing when nothing traded in the window. Sums and the difference mid − VWAP are formed in integers: nothing cancels.
/// O(1) amortised, no allocation after `init`. Source: the golden definition `trade_vwap`.
public struct VWAPDeviation: Sendable {
  struct Traded: AdditiveArithmetic, Sendable {
    var notional: Int128
    var quantity: Int128

    static var zero: Traded { Traded(notional: 0, quantity: 0) }
    static func + (left: Traded, right: Traded) -> Traded {
      Traded(notional: left.notional &+ right.notional, quantity: left.quantity &+ right.quantity)
    }
    static func - (left: Traded, right: Traded) -> Traded {
      Traded(notional: left.notional &- right.notional, quantity: left.quantity &- right.quantity)
    }
  }

  private var sums: SlidingSum<Traded>

  public init(window: Int64, capacity: Int = 2048) { sums = SlidingSum(window: window, capacity: capacity) }

  /// Observes a trade at `time`, not below any earlier call's.
  public mutating func update(price: Price, quantity: Quantity, at time: Int64) {
    sums.add(Traded(notional: Int128(price.units) * Int128(quantity.units), quantity: Int128(quantity.units)), at: time)
  }

  /// The average price in price units at `time`.
  public mutating func average(at time: Int64) -> Double? {
    sums.advance(to: time)
    guard sums.total.quantity > 0 else { return nil }
    return sums.total.notional.approximated / sums.total.quantity.approximated
  }

  /// The deviation at `time` of a mid that stands at `doubledMid` (bid + ask, in price units).
  public mutating func value(doubledMid: Int64, at time: Int64) -> Double? {
    sums.advance(to: time)
    guard sums.total.quantity > 0, sums.total.notional > 0 else { return nil }
    let notional = sums.total.notional &* 2
    let (valued, overflow) = Int128(doubledMid).multipliedReportingOverflow(by: sums.total.quantity)
    guard !overflow else {
      return 10_000 * (Double(doubledMid) * sums.total.quantity.approximated / notional.approximated - 1)
    }
    return 10_000 * (valued &- notional).approximated / notional.approximated
  }
}
