public import Domain

/// Order flow at each of the best levels and its sum over a window of event time.
///
/// ```text
/// e = [Pb ≥ Pb'] Qb − [Pb ≤ Pb'] Qb' − [Pa ≤ Pa'] Qa + [Pa ≥ Pa'] Qa'        primes: the previous valid book
/// ofi_m = Σ e_m over (t − W, t]
/// ```
///
/// In quantity. `e_m` is that of the latest valid book. A book that does not stand or has fewer than `levels` levels on a side is missing and does not become
/// the previous one. NaN until a second valid book; `ofi_m` also when the window has emptied. Exact in integers, O(levels) amortised.
/// Parameters: `window_ns`, `levels` 1…10. Source: Cont, Kukanov and Stoikov (2014); the golden definition `order_flow_imbalance`.
public struct MultiLevelOrderFlowImbalance: FeatureOperator {
  public static let calculator = "order_flow_imbalance"
  public static let cost = OperatorCost.constant
  private let scale: DecimalScale
  private let levels: Int
  private var order = EventOrder()
  /// Bid price, bid quantity, ask price, ask quantity of each level; empty before the first valid book.
  private var previous: [Int64] = []
  private var flows: [Double] = []
  private var sums: ExactWindowSums

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    levels = Int(try parameters.integer("levels", in: 1...Int64(BookTop.depth), default: 1))
    sums = ExactWindowSums(.time(try parameters.nanoseconds("window_ns")), columns: levels)
    scale = parameters.scale
  }

  public var outputs: [String] { (1...levels).flatMap { ["e_\($0)", "ofi_\($0)"] } }

  public mutating func update(_ book: BookTop) -> Bool {
    guard book.standing != nil, book.bidCount >= levels, book.askCount >= levels, order.admit(book.time.nanoseconds) else { return false }
    guard !previous.isEmpty else {
      for level in 0..<levels {
        let (bid, ask) = (book.bid(level), book.ask(level))
        previous += [bid.price.units, bid.quantity.units, ask.price.units, ask.quantity.units]
      }
      return true
    }
    if flows.isEmpty { flows = Array(repeating: 0, count: levels) }
    sums.open(at: book.time.nanoseconds)
    for level in 0..<levels {
      let (bid, ask) = (book.bid(level), book.ask(level))
      let (bidPrice, bidQuantity, askPrice, askQuantity) = (bid.price.units, bid.quantity.units, ask.price.units, ask.quantity.units)
      let base = 4 &* level
      var flow: Int128 = 0
      if bidPrice >= previous[base] { flow &+= Int128(bidQuantity) }
      if bidPrice <= previous[base] { flow &-= Int128(previous[base &+ 1]) }
      if askPrice <= previous[base &+ 2] { flow &-= Int128(askQuantity) }
      if askPrice >= previous[base &+ 2] { flow &+= Int128(previous[base &+ 3]) }
      sums.add(flow, level)
      flows[level] = flow.approximated
      previous[base] = bidPrice
      previous[base &+ 1] = bidQuantity
      previous[base &+ 2] = askPrice
      previous[base &+ 3] = askQuantity
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    sums.advance(to: now)
    for level in 0..<levels {
      values[2 &* level] = flows.isEmpty ? .nan : flows[level] / scale.quantityPower
      values[2 &* level &+ 1] = sums.isDefined ? sums.totals[level].approximated / scale.quantityPower : .nan
    }
  }
}
