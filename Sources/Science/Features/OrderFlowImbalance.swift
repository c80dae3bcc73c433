public import Domain

/// Order-flow imbalance at the best level over a window of event time.
///
/// ```text
/// e = [Pb ≥ Pb′] Qb − [Pb ≤ Pb′] Qb′ − [Pa ≤ Pa′] Qa + [Pa ≥ Pa′] Qa′        primes: the previous valid book
/// sum   = Σ e over (t − window, t]
/// scaled = Σ e / D̄,   D̄ the mean of (Qb + Qa)/2 over the same books
/// ```
///
/// The sum is in units of the instrument's quantity; `scaled` is a pure number, comparable across instruments: in the authors' linear model the
/// price moves by half of it, in ticks. Missing until a second valid book; missing also when no book fell into the window.
/// Exact in integers. The caller shows only valid books (two sides, not crossed).
///
/// - Complexity: O(1) amortised, no allocation after `init`.
///
/// Source: Cont, Kukanov and Stoikov, The price impact of order book events (2014), §2.1–2.2.
public struct OrderFlowImbalance: Sendable {
  struct Flow: AdditiveArithmetic, Sendable {
    var events: Int128
    var depth: Int128
    var books: Int64

    static var zero: Flow { Flow(events: 0, depth: 0, books: 0) }
    static func + (left: Flow, right: Flow) -> Flow {
      Flow(events: left.events &+ right.events, depth: left.depth &+ right.depth, books: left.books &+ right.books)
    }
    static func - (left: Flow, right: Flow) -> Flow {
      Flow(events: left.events &- right.events, depth: left.depth &- right.depth, books: left.books &- right.books)
    }
  }

  private var previous: (bid: BookLevel, ask: BookLevel)?
  private var sums: SlidingSum<Flow>

  /// - Parameters:
  ///   - window: nanoseconds, positive.
  ///   - capacity: timestamps kept, a power of two.
  public init(window: Int64, capacity: Int = 2048) { sums = SlidingSum(window: window, capacity: capacity) }

  /// Observes a valid book's best levels at `time`, not below any earlier call's.
  public mutating func update(bid: BookLevel, ask: BookLevel, at time: Int64) {
    defer { previous = (bid, ask) }
    guard let previous else { return }
    var flow: Int64 = 0
    if bid.price >= previous.bid.price { flow += bid.quantity.units }
    if bid.price <= previous.bid.price { flow -= previous.bid.quantity.units }
    if ask.price <= previous.ask.price { flow -= ask.quantity.units }
    if ask.price >= previous.ask.price { flow += previous.ask.quantity.units }
    sums.add(Flow(events: Int128(flow), depth: Int128(bid.quantity.units) + Int128(ask.quantity.units), books: 1), at: time)
  }

  /// Σ e in quantity units at `time`; `nil` when the window holds no e.
  public mutating func sum(at time: Int64) -> Double? {
    sums.advance(to: time)
    return sums.count > 0 ? sums.total.events.approximated : nil
  }

  /// Σ e over the mean depth at `time`; `nil` when the window holds no e.
  public mutating func scaled(at time: Int64) -> Double? {
    sums.advance(to: time)
    guard sums.count > 0, sums.total.depth > 0 else { return nil }
    return sums.total.events.approximated * 2 * Double(sums.total.books) / sums.total.depth.approximated
  }
}
