internal import Domain

/// VPIN, the volume-synchronised probability of informed trading, from the takers' sides.
///
/// Trades fill buckets of one volume in order of arrival; what does not fit opens the next bucket, so that one trade may complete several.
///
/// ```text
/// vpin = Σ |buy − sell| / (buckets × bucket_volume)        over the last `buckets` completed buckets, 0…1
/// ```
///
/// Outputs: those of the latest completed bucket, NaN before the first, `vpin` for the first buckets − 1. The whole table, a row a completed bucket, comes from
/// ``update(_:completed:)``. Fill and split are integers. A trade without a side is missing.
/// Volume is the clock here: trades count in order of arrival, so none is late, and a bucket's time may lie below the one before.
/// O(1) a bucket; a trade of any size costs no more than `buckets` of them. Parameters: `bucket_volume` (quantity), `buckets`, `classification` = `side`.
/// Source: Easley, López de Prado and O'Hara (2012); the golden definition `vpin`.
public struct VolumeSynchronisedPIN: FeatureOperator {
  /// How a trade's direction is known.
  public enum Classification: String, Hashable, Sendable, Codable, CaseIterable {
    /// By the taker's side.
    case side
  }

  public static let calculator = "vpin"
  public static let cost = OperatorCost.constant
  private let scale: DecimalScale
  private let volume: Int64
  private let buckets: Int
  private var buy: Int64 = 0
  private var sell: Int64 = 0
  private var imbalances: [Int64] = []
  private var next = 0
  private var sum: Int128 = 0
  private var last: VolumeBucket?

  public init(_ parameters: inout CalculatorParameters) throws(ParameterFault) {
    volume = try parameters.quantity("bucket_volume")
    buckets = try parameters.count("buckets")
    let _: Classification = try parameters.choice("classification", default: .side)
    scale = parameters.scale
  }

  public var outputs: [String] { ["buy", "sell", "vpin"] }

  public mutating func update(_ trade: TradePoint) -> Bool { update(trade) { _ in } }

  /// Takes the next trade in and hands over every bucket that it completed, in order.
  ///
  /// - Returns: `false` when the trade is none; nothing has changed then.
  public mutating func update(_ trade: TradePoint, completed: (VolumeBucket) -> Void) -> Bool {
    guard let side = trade.side, trade.isPossible else { return false }
    var rest = trade.quantity
    var filled = 0
    while rest > 0 {
      // After its own rest and `buckets` whole ones, each further whole bucket finds and leaves the same state.
      if filled > buckets, rest >= volume {
        completed(complete(buy: side == .buy ? volume : 0, sell: side == .buy ? 0 : volume, at: trade.time, repeats: rest / volume))
        rest %= volume
        continue
      }
      let part = min(rest, volume - buy - sell)
      if side == .buy { buy += part } else { sell += part }
      rest -= part
      if buy + sell == volume {
        completed(complete(buy: buy, sell: sell, at: trade.time, repeats: 1))
        (buy, sell) = (0, 0)
        filled += 1
      }
    }
    return true
  }

  public mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    values[0] = last.map { scale.quantity($0.buy) } ?? .nan
    values[1] = last.map { scale.quantity($0.sell) } ?? .nan
    values[2] = last?.probability ?? .nan
  }

  private mutating func complete(buy: Int64, sell: Int64, at time: Int64, repeats: Int64) -> VolumeBucket {
    let imbalance = abs(buy - sell)
    if imbalances.count < buckets {
      imbalances.append(imbalance)
    } else {
      sum -= Int128(imbalances[next])
      imbalances[next] = imbalance
      next = next + 1 == buckets ? 0 : next + 1
    }
    sum += Int128(imbalance)
    let whole = Int128(buckets) * Int128(volume)
    let bucket = VolumeBucket(
      time: time, buy: buy, sell: sell, probability: imbalances.count == buckets ? sum.approximated / whole.approximated : nil, repeats: repeats)
    last = bucket
    return bucket
  }
}

extension VolumeSynchronisedPIN {
  private enum CodingKeys: String, CodingKey { case scale, volume, buckets, buy, sell, imbalances, next, last }

  /// The sum is made anew from the window: integers, so it is the same bits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    scale = try container.decode(DecimalScale.self, forKey: .scale)
    volume = try container.decode(Int64.self, forKey: .volume)
    buckets = try container.decode(Int.self, forKey: .buckets)
    buy = try container.decode(Int64.self, forKey: .buy)
    sell = try container.decode(Int64.self, forKey: .sell)
    imbalances = try container.decode([Int64].self, forKey: .imbalances)
    next = try container.decode(Int.self, forKey: .next)
    last = try container.decodeIfPresent(VolumeBucket.self, forKey: .last)
    guard volume > 0, (1...CalculatorParameters.longestWindow).contains(buckets), imbalances.count <= buckets, imbalances.allSatisfy({ (0...volume).contains($0) }),
      next == 0 || (imbalances.count == buckets && (0..<buckets).contains(next)), (0..<volume).contains(buy), (0..<volume).contains(sell), sell < volume - buy
    else { throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "the state of a window does not fit together")) }
    sum = imbalances.reduce(0) { $0 + Int128($1) }
  }
}
