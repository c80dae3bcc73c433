/// What became of a row: the barrier its price met first, when and where.
public struct BarrierTouch: Hashable, Sendable {
  /// Which barrier.
  public enum Barrier: Int, Hashable, Sendable, Codable {
    case lower = -1
    /// Neither of the others before t + H.
    case horizon = 0
    case upper = 1
  }

  /// The row's number, as the caller gave it.
  public var row: Int
  public var barrier: Barrier
  /// The row's own time and price.
  public var startTime: Int64
  public var startPrice: Int64
  /// Time and price of the touch; for the horizon those of the last price in [t, t + H], the row's own where there is none.
  public var endTime: Int64
  public var endPrice: Int64

  /// end / start − 1 by the exact difference; NaN when the start is 0.
  public var simpleReturn: Double {
    startPrice == 0 ? .nan : Double(Int128(endPrice) - Int128(startPrice)) / Double(startPrice)
  }
}
