public import Domain

/// What a taker of a given quantity would pay: the mean price to buy it from the asks less the mean price to sell it to the bids.
///
/// ```text
/// buy_price = Σ pᵢ qᵢ / Q, the last level partly        spread = buy_price − sell_price        bps = 10⁴ spread / mid
/// ```
///
/// In price. Each price is NaN when its side's ten visible levels hold less than Q, the spread when either is; all while the book is crossed.
/// Exact sums, O(levels). Parameter: `quantity`. Source: the golden definition `impact_spread`.
public struct ImpactSpread: FeatureOperator {
  public static let calculator = "impact_spread"
  public static let cost = OperatorCost.constant
  private let scale: DecimalScale
  private let quantity: Int64
  private var order = EventOrder()
  private var buy: Double?
  private var sell: Double?
  private var spread: Double?
  private var doubledMid: Int64 = 0

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    quantity = try parameters.quantity("quantity")
    scale = parameters.scale
  }

  public var outputs: [String] { ["buy_price", "sell_price", "spread", "bps"] }

  public mutating func update(_ book: BookTop) -> Bool {
    guard order.admit(book.time.nanoseconds) else { return false }
    (buy, sell, spread) = (nil, nil, nil)
    let standing = book.standing
    // A side that is alone has its price; a crossed book has none.
    guard standing != nil || book.bidCount == 0 || book.askCount == 0 else { return true }
    doubledMid = standing.map { $0.bid.price.units + $0.ask.price.units } ?? 0
    let paid = walk(book.askCount) { book.ask($0) }
    let got = walk(book.bidCount) { book.bid($0) }
    let whole = Double(quantity)
    buy = paid.map { $0.approximated / whole }
    sell = got.map { $0.approximated / whole }
    if let paid, let got { spread = (paid &- got).approximated / whole }
    return true
  }

  /// Σ p q over the quantity; `nil` when the levels hold less.
  @inline(__always) private func walk(_ count: Int, _ level: (Int) -> BookLevel) -> Int128? {
    var rest = quantity
    var notional: Int128 = 0
    for index in 0..<count {
      let next = level(index)
      let part = min(rest, max(0, next.quantity.units))
      notional &+= Int128(next.price.units) &* Int128(part)
      rest -= part
      if rest == 0 { return notional }
    }
    return nil
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = buy.map { $0 / scale.pricePower } ?? .nan
    values[1] = sell.map { $0 / scale.pricePower } ?? .nan
    values[2] = spread.map { $0 / scale.pricePower } ?? .nan
    values[3] = doubledMid == 0 ? .nan : spread.map { 20_000 * $0 / Double(doubledMid) } ?? .nan
  }
}
