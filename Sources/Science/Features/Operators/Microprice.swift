public import Domain

/// The mid weighted by the other side's quantity at the best level.
///
/// ```text
/// microprice = (Pb Qa + Pa Qb) / (Qa + Qb)        offset = microprice − mid = ½ (a − b)(Qb − Qa)/(Qb + Qa)
/// ```
///
/// Both in price. The difference of two nearly equal prices is never formed. NaN while the book does not stand. O(1). No parameters.
/// Source: the golden definition `microprice`.
public struct Microprice: FeatureOperator {
  public static let calculator = "microprice"
  public static let cost = OperatorCost.constant
  private let scale: DecimalScale
  private var order = EventOrder()
  private var price: Double?
  private var offset = 0.0

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) { scale = parameters.scale }

  public var outputs: [String] { ["microprice", "offset"] }

  public mutating func update(_ book: BookTop) -> Bool {
    guard order.admit(book.time.nanoseconds) else { return false }
    price = nil
    guard let (bid, ask) = book.standing else { return true }
    let (bidQuantity, askQuantity) = (Int128(bid.quantity.units), Int128(ask.quantity.units))
    let quantity = (bidQuantity &+ askQuantity).approximated
    guard quantity > 0 else { return true }
    let weighted = Int128(bid.price.units) &* askQuantity &+ Int128(ask.price.units) &* bidQuantity
    price = weighted.approximated / quantity
    let lean = (bidQuantity &- askQuantity).approximated / quantity
    offset = lean * Double(ask.price.units - bid.price.units) / 2
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = price.map { $0 / scale.pricePower } ?? .nan
    values[1] = price == nil ? .nan : offset / scale.pricePower
  }
}
