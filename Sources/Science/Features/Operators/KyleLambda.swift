internal import Domain

/// Price impact after Kyle: the slope of price changes on signed volume over the last n trades.
///
/// ```text
/// Δpᵢ = intercept + λ xᵢ,  xᵢ = ±qᵢ by the taker's side
/// λ = S_xy / S_xx        r² = S_xy² / (S_xx S_yy)        S_xy = Σ x Δp − Σx ΣΔp / n
/// ```
///
/// λ in price per unit of the base asset, the intercept in price. NaN until n changes are there; all when every x is equal, r² also when every Δp is.
/// The sums and n S are exact integers (256 bits), so nothing cancels whatever the prices' level. A trade without a side is missing.
/// O(1), no allocation once the window is full. Parameter: `n`. Source: Kyle (1985); the golden definition `kyle_lambda`.
public struct KyleLambda: FeatureOperator {
  public static let calculator = "kyle_lambda"
  public static let cost = OperatorCost.constant
  private struct Change: Hashable, Sendable, Codable {
    var move: Int64
    var flow: Int64
  }

  private let scale: DecimalScale
  private let length: Int
  private var order = EventOrder()
  private var price: Int64?
  private var ring: [Change] = []
  private var next = 0
  private var sums = BivariateSums()

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    length = try parameters.count("n", atLeast: 2)
    scale = parameters.scale
  }

  public var outputs: [String] { ["lambda", "intercept", "r2"] }

  public mutating func update(_ trade: TradePoint) -> Bool {
    guard let side = trade.side, trade.isPossible, order.admit(trade.time) else { return false }
    defer { price = trade.price }
    guard let price else { return true }
    let change = Change(move: trade.price &- price, flow: side == .buy ? trade.quantity : -trade.quantity)
    if ring.count < length {
      ring.append(change)
    } else {
      sums.remove(x: ring[next].flow, y: ring[next].move)
      ring[next] = change
      next = next + 1 == length ? 0 : next + 1
    }
    sums.add(x: change.flow, y: change.move)
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    guard ring.count == length, let line = sums.line else {
      for output in 0..<3 { values[output] = .nan }
      return
    }
    values[0] = line.slope * (scale.quantityPower / scale.pricePower)
    values[1] = line.intercept / scale.pricePower
    values[2] = line.determination
  }
}

extension KyleLambda {
  private enum CodingKeys: String, CodingKey { case scale, length, order, price, ring, next }

  /// The sums are made anew from the window: integers, so they are the same bits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    scale = try container.decode(DecimalScale.self, forKey: .scale)
    length = try container.decode(Int.self, forKey: .length)
    order = try container.decode(EventOrder.self, forKey: .order)
    price = try container.decodeIfPresent(Int64.self, forKey: .price)
    ring = try container.decode([Change].self, forKey: .ring)
    next = try container.decode(Int.self, forKey: .next)
    guard (2...CalculatorParameters.longestWindow).contains(length), ring.count <= length, next == 0 || (ring.count == length && (0..<length).contains(next))
    else { throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "the state of a window does not fit together")) }
    for change in ring { sums.add(x: change.flow, y: change.move) }
  }
}
