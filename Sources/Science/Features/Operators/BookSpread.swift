public import Domain

/// The quoted spread.
///
/// ```text
/// absolute = a − b        percent = 100 absolute / mid        bps = 10⁴ absolute / mid        mid = (a + b)/2
/// ```
///
/// `absolute` and `mid` in price. All are NaN while the book does not stand: a side is empty or it is crossed; locked gives 0. A book that does not stand is
/// taken in as that, so its spread is not the last one's. O(1), exact up to the division. No parameters. Source: the golden definition `book_spread`.
public struct BookSpread: FeatureOperator {
  public static let calculator = "book_spread"
  public static let cost = OperatorCost.constant
  private let scale: DecimalScale
  private var order = EventOrder()
  private var difference: Int64?
  private var doubledMid: Int64 = 0

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) { scale = parameters.scale }

  public var outputs: [String] { ["absolute", "percent", "bps", "mid"] }

  public mutating func update(_ book: BookTop) -> Bool {
    guard order.admit(book.time.nanoseconds) else { return false }
    let standing = book.standing
    difference = standing.map { $0.ask.price.units - $0.bid.price.units }
    doubledMid = standing.map { $0.ask.price.units + $0.bid.price.units } ?? 0
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    guard let difference else {
      for output in 0..<4 { values[output] = .nan }
      return
    }
    let share = doubledMid == 0 ? Double.nan : 2 * Double(difference) / Double(doubledMid)
    values[0] = Double(difference) / scale.pricePower
    values[1] = 100 * share
    values[2] = 10_000 * share
    values[3] = Double(doubledMid) / (2 * scale.pricePower)
  }
}
