public import Domain

/// Visible depth of the best levels and which side has more of it.
///
/// ```text
/// imbalance = (B − A)/(B + A), −1…1        B, A: summed quantities of the best N bids and asks
/// ```
///
/// Depths in quantity. All are NaN when a side has fewer than N levels or the book does not stand. Exact sums, O(N). Parameter: `levels`, 1…10.
/// Source: the golden definition `depth_imbalance`.
public struct DepthImbalance: FeatureOperator {
  public static let calculator = "depth_imbalance"
  public static let cost = OperatorCost.constant
  private let scale: DecimalScale
  private let levels: Int
  private var order = EventOrder()
  private var isDefined = false
  private var bids = 0.0
  private var asks = 0.0
  private var difference = 0.0
  private var total = 0.0

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    levels = Int(try parameters.integer("levels", in: 1...Int64(BookTop.depth)))
    scale = parameters.scale
  }

  public var outputs: [String] { ["bid_depth", "ask_depth", "imbalance"] }

  public mutating func update(_ book: BookTop) -> Bool {
    guard order.admit(book.time.nanoseconds) else { return false }
    isDefined = book.standing != nil && book.bidCount >= levels && book.askCount >= levels
    guard isDefined else { return true }
    var (bid, ask): (Int128, Int128) = (0, 0)
    for level in 0..<levels {
      bid &+= Int128(book.bid(level).quantity.units)
      ask &+= Int128(book.ask(level).quantity.units)
    }
    bids = bid.approximated
    asks = ask.approximated
    difference = (bid &- ask).approximated
    total = (bid &+ ask).approximated
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = isDefined ? bids / scale.quantityPower : .nan
    values[1] = isDefined ? asks / scale.quantityPower : .nan
    values[2] = isDefined && total > 0 ? difference / total : .nan
  }
}
